import { Vortex, type VortexRoutesOptions, type VortexWebhookOptions } from '@vortex/core';
import type { HeaderReader, Specimen } from './specimen.ts';

/** The header that names what fails in a request. */
export const FAILURE = 'x-fail';

/** A part of the app's key and secret, which must not be in any line that it writes. */
export const CANARY = 'canary-of-this-test';

/** A valid key. */
export const CANARY_KEY: string = `VRTX.AAAAAAAAQACAAAAAAAAAAQ.${CANARY}`;

/**
 * Options whose functions fail in the way that a request's {@link FAILURE} header names, without `onError`.
 *
 * @param header - Reads a header of the framework's request.
 * @param silent - Whether the options have `logger: false`; otherwise they have no logger.
 * @example
 * const { webhook, routes } = failingOptions<Request>((request, name) => request.headers.get(name), false);
 */
export function failingOptions<Req>(header: HeaderReader<Req>, silent: boolean): Specimen<Req> {
  const logging = silent ? ({ logger: false } as const) : {};
  const webhook: VortexWebhookOptions<Req> = {
    ...logging,
    handlerTimeout: 50,
    secret: (request) => secretFor(header(request, FAILURE)),
    replayStore: (request) => storeFor(header(request, FAILURE)),
    onEvent: async (_event, { header: of }) => {
      if (of(FAILURE) === 'handler') throw new TypeError('my own bug');
      if (of(FAILURE) === 'timeout') await new Promise((resolve) => setTimeout(resolve, 200));
    },
  };
  const routes: VortexRoutesOptions<Req> = {
    ...logging,
    authenticate(request) {
      if (header(request, FAILURE) === 'authenticate') throw new TypeError('my own bug');
      return { id: 'user-1', scopes: [{ type: 'team', id: '1' }] };
    },
    authorize: {
      listByScope() {
        throw new TypeError('my own bug');
      },
    },
    claims(_user, _context, request) {
      if (header(request, FAILURE) === 'claims') throw new TypeError('my own bug');
      return {};
    },
    vortex: (request) => new Vortex(header(request, FAILURE) === 'key' ? `VRTX.not-an-id.${CANARY}` : CANARY_KEY),
  };
  return { webhook, routes };
}

function secretFor(failure: string | null | undefined): string {
  if (failure === 'secret') throw new TypeError('my own bug');
  return failure === 'missing-secret' ? '' : `whsec_${CANARY}`;
}

function storeFor(failure: string | null | undefined) {
  const unreachable = () => Promise.reject(new Error('the store is down'));
  return {
    claim: failure === 'store' ? unreachable : async () => ({ state: 'claimed' as const, token: 'token' }),
    complete: failure === 'complete' ? unreachable : async () => true,
    release: async () => true,
  };
}
