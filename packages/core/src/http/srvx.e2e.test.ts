/** srvx makes requests of its own on Node, and is what Nitro, h3 and TanStack Start serve with. It also replaces the global `Request`. */
import { EventEmitter, once } from 'node:events';
import { request as ask } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from 'srvx';
import { serve as serve08 } from 'srvx-0.8';
import { describe, expect, onTestFinished, test } from 'vitest';
import { vortexRoutes } from '../fetch.ts';
import { type VortexUser, verifyToken } from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const ada: VortexUser = { id: 'ada', scopes: [{ type: 'team', id: '1' }] };

interface App {
  readonly authenticate?: (request: Request) => Promise<VortexUser>;
  /** Stands for Vortex Cloud. */
  readonly cloud?: typeof fetch;
}

interface Answer {
  readonly status: number;
  readonly body: { readonly token?: string; readonly code?: string };
}

describe.each([
  ['0.8', serve08 as unknown as typeof serve],
  ['0.11', serve],
])('on srvx %s', (_, serve) => {
  async function start({ authenticate = async () => ada, cloud = fetch }: App): Promise<URL> {
    const routes = vortexRoutes<{ readonly req: Request }>({
      requestOf: ({ req }) => req,
      vortex: { apiKey: KEY, fetch: cloud, maxRetries: 0 },
      authenticate: ({ req }) => authenticate(req),
    });
    const server = serve({ port: 0, hostname: '127.0.0.1', silent: true, fetch: (req) => routes({ req }) });
    onTestFinished(() => server.close(true));
    await server.ready();
    return new URL(server.url ?? '');
  }

  const read = async (request: Request): Promise<VortexUser> => {
    await request.text();
    return ada;
  };

  test.each(['chunked', 'announced'])('a %s body that the app has read is not taken for none', async (how) => {
    const url = await start({ authenticate: read });
    const body = '{"context":{"scope":"1"}}';
    expect(await post(url, '/api/vortex/token', body, how)).toMatchObject({
      status: 500,
      body: { code: 'raw_body_unavailable' },
    });
  });

  test('an unread chunked body counts', async () => {
    const url = await start({});
    const { status, body } = await post(url, '/api/vortex/token', '{"context":{"scope":"1"}}', 'chunked');
    expect(status).toBe(200);
    expect((await verifyToken(body.token ?? '', KEY)).claims).toMatchObject({ scope: 'team:1' });
  });

  test.each(['chunked', 'announced'])('an empty %s body counts as no body', async (how) => {
    expect((await post(await start({}), '/api/vortex/token', '', how)).status).toBe(200);
  });

  test('the Cloud is asked although the body has been read by then', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const url = await start({
      cloud: async (_url, init) => {
        await wait(50);
        signals.push(init?.signal);
        init?.signal?.throwIfAborted();
        return Response.json({ error: 'not found' }, { status: 404 });
      },
    });
    expect((await post(url, '/api/vortex/invitations/i-1/reinvite', '{}', 'chunked')).status).toBe(404);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
  });

  test('the Cloud is no longer asked when the client has gone', async () => {
    const seen = new EventEmitter();
    const asked = once(seen, 'asked');
    const gone = once(seen, 'gone');
    const url = await start({
      cloud: (_url, init) => {
        seen.emit('asked');
        return new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => {
            seen.emit('gone');
            reject(init.signal?.reason);
          });
        });
      },
    });
    const leaving = new AbortController();
    const answer = fetch(new URL('/api/vortex/invitations/i-1', url), { signal: leaving.signal }).catch(() => {});
    await asked;
    leaving.abort();
    await gone;
    await answer;
  });
});

/** Sends a body in one chunk, or with its length. */
function post(url: URL, path: string, body: string, how: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length =
      how === 'announced' ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' };
    const headers = { 'content-type': 'application/json', ...length };
    const sent = ask(new URL(path, url), { method: 'POST', headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
