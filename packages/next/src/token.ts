import { type ExpiresIn, type GenerateTokenData, type Vortex, VortexConfigError } from '@vortex/core';
import { invalidOption, keptClient, refuseUnknown } from '@vortex/core/adapter';
import { headers } from 'next/headers.js';
import { connection } from 'next/server.js';

/** Options of {@link vortexToken}. */
export interface VortexTokenOptions {
  /** The lifetime of the token: `'15m'`, `'1h'`, `'7d'`, a whole number of seconds, or a `Date`. Default: `'1h'`. */
  readonly expiresIn?: ExpiresIn | undefined;
  /**
   * The client that signs, for example one per tenant. Default: a client with `VORTEX_API_KEY`, created at first use.
   */
  readonly vortex?: Pick<Vortex, 'generateToken'>;
}

/**
 * Signs a token for a Vortex component in a server component, for the current request. It waits for the request
 * (`connection()`), so a token is never part of a prerendered page, of a cache on the server or, with
 * `partialPrefetching`, of a prefetch. Under Cache Components, render the component that calls it inside `<Suspense>`.
 *
 * @param data - The data for the component: `user`, `component`, `scope`, `vars`, and any other JSON value.
 * @param options - `expiresIn`, `vortex`.
 * @returns A JWT: `header.claims.signature`.
 * @throws {VortexConfigError} `invalid_option` for an unknown option, for a `vortex` that is not a client, and in a
 * page with `dynamic = 'force-static'`; `missing_api_key` or `invalid_api_key` if the key comes from the environment.
 * @throws {VortexTokenError} `invalid_payload`, `unserializable_payload` or `invalid_expires_in`.
 * @throws Next's own error inside `'use cache'`, `unstable_cache` and outside a request.
 * @example
 * const user = await currentUser();
 * const token = await vortexToken({ user, component: 'team-invite', scope: { type: 'team', id: user.teamId } });
 */
export async function vortexToken(data: GenerateTokenData, options: VortexTokenOptions = {}): Promise<string> {
  checkOptions(options);
  await connection();
  // A page with `force-static` passes `connection()` without a request. A request always has headers.
  if ((await headers()).keys().next().done) {
    throw new VortexConfigError(
      'invalid_option',
      'vortexToken was called in a page that is rendered without a request, so all visitors would get the same token. ' +
        "Remove `dynamic = 'force-static'` from this page and its layouts.",
    );
  }
  const { expiresIn = '1h', vortex = keptClient(OPTIONS, undefined) } = options;
  return vortex.generateToken(data, { expiresIn });
}

const OPTIONS: { readonly [Name in keyof VortexTokenOptions]-?: true } = { expiresIn: true, vortex: true };

/** An option that nobody reads would leave the token to the key of the environment, or to live longer than was meant. */
function checkOptions(options: VortexTokenOptions): void {
  if ('generateToken' in Object(options)) {
    throw invalidOption('object', 'must not be a client; a client is the option "vortex"');
  }
  refuseUnknown(options, OPTIONS, "{ expiresIn: '1h' }");
  // A look-up that found nothing must not end with the key of the environment, which may be another tenant's.
  if (!('vortex' in options) || typeof Object(options.vortex).generateToken === 'function') return;
  throw invalidOption('vortex', 'must be a Vortex client. Leave it out to sign with VORTEX_API_KEY');
}
