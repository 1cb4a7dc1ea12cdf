import type { VortexRoutesOptions } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { userFault } from './check-user.ts';
import type { VortexUser } from './user.ts';

/**
 * The signed-in user. Ends the request with 401 without one, with 500 when the app's look-up fails or returns
 * something else.
 */
export async function signedInUser<Req>(
  request: Req,
  { authenticate }: Pick<VortexRoutesOptions<Req>, 'authenticate'>,
): Promise<VortexUser> {
  let user: VortexUser | null | undefined;
  let fault: string | undefined;
  try {
    user = await authenticate(request);
    fault = user === null || user === undefined ? undefined : userFault(user);
  } catch (cause) {
    throw failed(cause);
  }
  if (user === null || user === undefined) throw new Refusal(401, 'unauthenticated', 'Sign in first.');
  if (fault === undefined) return user;
  throw failed(
    new TypeError(`authenticate must return the signed-in user, { id, email?, ... }, or null, but ${fault}.`),
  );
}

function failed(cause: unknown): Refusal {
  return new Refusal(500, 'authenticate_failed', "The app's sign-in check failed.", { cause });
}
