import { attempt } from '../../shared/attempt.ts';
import type { VortexRoutesOptions } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { userFault } from './check-user.ts';
import type { VortexUser } from './user.ts';

/**
 * The signed-in user. Ends the request with 401 without one, with 500 when the app's look-up fails or returns
 * something else.
 */
export function signedInUser<Req>(
  request: Req,
  { authenticate }: Pick<VortexRoutesOptions<Req>, 'authenticate'>,
): VortexUser | Promise<VortexUser> {
  return attempt(() => authenticate(request), checkedUser, failed);
}

function checkedUser(user: VortexUser | null | undefined): VortexUser {
  if (user === null || user === undefined) throw new Refusal(401, 'unauthenticated', 'Sign in first.');
  let fault: string | undefined;
  try {
    fault = userFault(user);
  } catch (cause) {
    failed(cause);
  }
  if (fault === undefined) return user;
  return failed(
    new TypeError(`authenticate must return the signed-in user, { id, email?, ... }, or null, but ${fault}.`),
  );
}

function failed(cause: unknown): never {
  throw new Refusal(500, 'authenticate_failed', "The app's sign-in check failed.", { cause });
}
