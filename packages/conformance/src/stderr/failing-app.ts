import { Vortex, type VortexRoutesOptions, type VortexWebhookOptions } from '@vortex/core';
import type { HeaderReader, Specimen } from '../specimen.ts';
import type { Server } from '../subject.ts';

/** The header that says what shall fail in a request. */
export const FAILURE = 'x-fail';

/** What stands in the app's key and secret, and must stand in no line that it writes. */
export const CANARY = 'canary-of-this-test';

/**
 * The program of an app whose own functions fail, without `logger` and `onError`, or with `logger: false` where the
 * command line says so. It writes its address to stdout.
 *
 * @example
 * await failingApp<Request>((request, name) => request.get(name), ({ webhook, routes }) => listen(app));
 */
export async function failingApp<Req>(
  header: HeaderReader<Req>,
  start: (app: Specimen<Req>) => Promise<Server>,
): Promise<void> {
  const silent = process.argv.includes('silent') ? ({ logger: false } as const) : {};
  const webhook: VortexWebhookOptions<Req> = {
    ...silent,
    handlerTimeout: 50,
    secret: (request) => secretFor(header(request, FAILURE)),
    replayStore: (request) => storeFor(header(request, FAILURE)),
    onEvent: async (_event, { header: of }) => {
      if (of(FAILURE) === 'handler') throw new TypeError('my own bug');
      if (of(FAILURE) === 'timeout') await new Promise((resolve) => setTimeout(resolve, 200));
    },
  };
  const routes: VortexRoutesOptions<Req> = {
    ...silent,
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
    vortex: (request) =>
      new Vortex(`VRTX.${header(request, FAILURE) === 'key' ? 'not-an-id' : 'AAAAAAAAQACAAAAAAAAAAQ'}.${CANARY}`),
  };
  const { url } = await start({ webhook, routes });
  process.stdout.write(`${url}\n`);
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
