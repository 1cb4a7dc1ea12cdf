import type { VortexRoutesOptions } from './options.ts';
import { Refusal } from './refusal.ts';
import { isUser, type VortexUser } from './user.ts';

/** The signed-in user. Ends the request with 401 when there is none, with 500 when the app's look-up fails. */
export async function signedInUser<Req>(
  request: Req,
  { authenticate }: Pick<VortexRoutesOptions<Req>, 'authenticate'>,
): Promise<VortexUser> {
  let user: VortexUser | null | undefined;
  try {
    user = await authenticate(request);
  } catch (cause) {
    throw failed(cause);
  }
  if (user === null || user === undefined) throw new Refusal(401, 'unauthenticated', 'Sign in first.');
  if (isUser(user)) return user;
  throw failed(
    new TypeError(
      'authenticate must return { id, email?, phone?, scopes?: [{ type, id }] } or null: the ids texts or numbers, the rest texts.',
    ),
  );
}

function failed(cause: unknown): Refusal {
  return new Refusal(500, 'authenticate_failed', "The app's sign-in check failed.", { cause });
}
