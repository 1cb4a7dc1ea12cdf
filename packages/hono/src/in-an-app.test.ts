import { createRequire } from 'node:module';
import { getRequestListener } from '@hono/node-server';
import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { csrf } from 'hono/csrf';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { testClient } from 'hono/testing';
import { timeout } from 'hono/timeout';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const SECRET = 'whsec_test_hono';

/** An app with both handlers, behind what stands before them. */
function appAfter(...before: MiddlewareHandler[]) {
  const app = new Hono();
  for (const middleware of before) app.use(middleware);
  return app
    .all('/webhooks/vortex', vortexWebhook({ secret: SECRET }))
    .route('/api/vortex', vortexRoutes({ vortex: KEY, authenticate: () => ({ id: 'ada' }) }));
}

async function served(app: Pick<Hono, 'fetch'>): Promise<string> {
  const server = await listen(getRequestListener(app.fetch as Hono['fetch']));
  onTestFinished(() => server.close());
  return server.url;
}

describe('behind what Hono brings along, both answer as ever', () => {
  const before: [name: string, ...MiddlewareHandler[]][] = [
    ['hono/body-limit', bodyLimit({ maxSize: 100_000 })],
    ['compress, etag, timeout, secure-headers and csrf', compress(), etag(), timeout(5000), secureHeaders(), csrf()],
    [
      'a middleware that reads a clone',
      async (c, next) => {
        await c.req.raw.clone().text();
        await next();
      },
    ],
    [
      'a middleware that puts a request of its own in place',
      async (c, next) => {
        c.req.raw = new Request(c.req.raw, { headers: { ...c.req.header(), 'x-request-id': '1' } });
        await next();
      },
    ],
  ];
  test.each(before)('%s', async (_name, ...middleware) => {
    const url = await served(appAfter(...middleware));
    const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
    const delivery = { method: 'POST', headers, duplex: 'half' } as const;
    const first = await fetch(`${url}/webhooks/vortex`, { ...delivery, body });
    expect(await first.json()).toEqual({ received: true });
    const again = await fetch(`${url}/webhooks/vortex`, { ...delivery, body: new Blob([body]).stream() });
    expect(await again.json()).toEqual({ received: true, duplicate: true });
    const json = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/vortex/jwt`, { method: 'POST', headers: json, body: '{"context":{}}' });
    expect(await answer.json()).toEqual({ jwt: expect.any(String) });
  });
});

describe('an HTTPException', () => {
  const app = (logger = {}) =>
    new Hono()
      .route(
        '/api/vortex',
        vortexRoutes({
          vortex: KEY,
          logger,
          authenticate: () => {
            throw new HTTPException(401, { message: 'Your session is over.' });
          },
        }),
      )
      .all(
        '/webhooks/vortex',
        vortexWebhook({
          secret: SECRET,
          onEvent: () => {
            throw new HTTPException(404);
          },
        }),
      );

  test('that authenticate throws is answered as anywhere in the app', async () => {
    const error = vi.fn();
    const answer = await app({ error }).request('/api/vortex/jwt', { method: 'POST' });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('Your session is over.');
    expect(error).not.toHaveBeenCalled();
    const own = app().onError((thrown, c) => c.json({ error: thrown.message, code: 'mine' }, 418));
    const shaped = await own.request('/api/vortex/jwt', { method: 'POST' });
    expect(shaped.status).toBe(418);
    expect(await shaped.json()).toEqual({ error: 'Your session is over.', code: 'mine' });
  });

  test('that a webhook’s handler throws is a failure like any other: the event comes again', async () => {
    const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
    const answer = await app().request('/webhooks/vortex', { method: 'POST', headers, body });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'handler_failed' });
  });
});

describe('methods that are not the route’s', () => {
  test.each(['HEAD', 'OPTIONS', 'PATCH'])('%s is answered with 405 and what is allowed', async (method) => {
    const url = await served(appAfter());
    const webhook = await fetch(`${url}/webhooks/vortex`, { method });
    expect([webhook.status, webhook.headers.get('allow')]).toEqual([405, 'POST']);
    const route = await fetch(`${url}/api/vortex/invitations/an-id`, { method });
    expect([route.status, route.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
  });

  test('a preflight is for the app’s hono/cors', async () => {
    const app = appAfter(cors({ origin: 'https://www.acme.test' }));
    const headers = { origin: 'https://www.acme.test', 'access-control-request-method': 'DELETE' };
    const answer = await app.request('/api/vortex/invitations/an-id', { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://www.acme.test');
  });
});

test('testClient calls the routes, with bindings of the test', async () => {
  const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate: () => ({ id: 'ada' }) }));
  const answer = await testClient(app, { VORTEX_API_KEY: KEY }).api.vortex.jwt.$post();
  if (!answer.ok) throw new Error('not ok');
  expect((await answer.json()).jwt.split('.')).toHaveLength(3);
});

test('an app of the other copy of Hono, the CommonJS one, gets the routes and the webhook all the same', async () => {
  const { Hono: Other } = createRequire(import.meta.url)('hono') as { Hono: typeof Hono };
  expect(Other).not.toBe(Hono);
  const routes = vortexRoutes({ vortex: KEY, authenticate: () => ({ id: 'ada' }) });
  const app = new Other().all('/webhooks/vortex', vortexWebhook({ secret: SECRET })).route('/t/:tenant/vortex', routes);
  const answered = await app.request('/t/acme/vortex/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect([answered.status, await answered.json()]).toEqual([200, { token: expect.any(String) }]);
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  expect((await app.request('/webhooks/vortex', { method: 'POST', body, headers })).status).toBe(200);
});
