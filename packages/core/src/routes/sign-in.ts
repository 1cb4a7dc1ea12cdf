import type { VortexRoutesOptions } from './options.ts';
import { Refusal } from './refusal.ts';
import { userProblem, type VortexUser } from './user.ts';

/** The signed-in user. Ends the request with 401 when there is none, with 500 when the app's look-up fails. */
export async function signedInUser<Req>(request: Req, options: VortexRoutesOptions<Req>): Promise<VortexUser> {
  const user = await lookUp(request, options);
  if (user === null || user === undefined) throw new Refusal(401, 'unauthenticated', 'Sign in first.');
  const problem = userProblem(user);
  if (problem === undefined) return user;
  throw failed(new TypeError(`authenticate must return { id, email?, ... } or null, but ${problem}.`));
}

async function lookUp<Req>(
  request: Req,
  { authenticate }: VortexRoutesOptions<Req>,
): Promise<VortexUser | null | undefined> {
  try {
    return await authenticate(request);
  } catch (cause) {
    throw failed(cause);
  }
}

function failed(cause: unknown): Refusal {
  return new Refusal(500, 'authenticate_failed', "The app's sign-in check failed.", { cause });
}
