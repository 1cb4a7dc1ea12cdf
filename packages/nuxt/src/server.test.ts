import { listen } from '@vortex/conformance/listen';
import { signedWebhook } from '@vortex/core/testing';
import { createApp, defineEventHandler, type H3Event, readBody, readRawBody, toNodeListener } from 'h3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './server.ts';

const SECRET = 'whsec_test_nuxt';
const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** What is mounted behind a middleware of h3 1, on a real socket. */
async function behind(middleware: (event: H3Event) => unknown, handler: (event: H3Event) => unknown): Promise<string> {
  const app = createApp();
  app.use(defineEventHandler(async (event) => void (await middleware(event))));
  app.use(handler as ReturnType<typeof defineEventHandler>);
  const server = await listen(toNodeListener(app));
  onTestFinished(() => server.close());
  return server.url;
}

function deliver(url: string): Promise<Response> {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  return fetch(`${url}/webhooks/vortex`, { method: 'POST', headers, body });
}

describe('a middleware that reads the body first', () => {
  test.each([
    ['readBody', readBody],
    ['readRawBody', (event: H3Event) => readRawBody(event)],
  ])('with %s of h3 is no obstacle: h3 keeps the bytes', async (_name, read) => {
    const url = await behind(read, vortexWebhook({ secret: SECRET }));
    expect(await (await deliver(url)).json()).toEqual({ received: true });
  });

  test('does not lift the limit', async () => {
    const url = await behind(readBody, vortexWebhook({ secret: SECRET, maxBodyBytes: 100 }));
    expect((await deliver(url)).status).toBe(413);
  });

  test('from the stream itself is answered with the fix', async () => {
    const read = async (event: H3Event): Promise<void> => {
      for await (const _ of event.node.req);
    };
    const answer = await deliver(await behind(read, vortexWebhook({ secret: SECRET, logger: false })));
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      code: 'raw_body_unavailable',
      error: expect.stringContaining('readRawBody'),
    });
  });
});

test('bytes that the platform has read whole are taken, as on Cloudflare with Nitro 2', async () => {
  const read = async (event: H3Event): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of event.node.req) chunks.push(chunk as Buffer);
    Object.assign(event.node.req, { body: Buffer.concat(chunks) });
  };
  const url = await behind(read, vortexWebhook({ secret: SECRET }));
  expect((await deliver(url)).status).toBe(200);
});

test('the secret may be a binding of the Worker', async () => {
  const bind = (event: H3Event): void => {
    event.context.cloudflare = { env: { VORTEX_WEBHOOK_SECRET: SECRET } };
  };
  expect((await deliver(await behind(bind, vortexWebhook()))).status).toBe(200);
});

test('authenticate gets what middleware has put into the context', async () => {
  const signIn = (event: H3Event): void => {
    event.context.user = { id: 'ada' };
  };
  const routes = vortexRoutes({ authenticate: (event: H3Event) => event.context.user, vortex: { apiKey: API_KEY } });
  const url = await behind(signIn, routes);
  expect((await fetch(`${url}/api/vortex/token`, { method: 'POST' })).status).toBe(200);
  const outside = await fetch(`${url}/token`, { method: 'POST' });
  expect([outside.status, await outside.json()]).toMatchObject([404, { code: 'route_not_found' }]);
});

test('work that was answered in the background is handed to waitUntil, and can be waited for', async () => {
  const kept: Promise<unknown>[] = [];
  const keep = (event: H3Event): void => {
    // As Nitro does, whose types add it.
    Object.assign(event, { waitUntil: (work: Promise<unknown>) => void kept.push(work) });
  };
  const handled: string[] = [];
  const webhook = vortexWebhook({ secret: SECRET, background: true, onEvent: ({ type }) => void handled.push(type) });
  expect((await deliver(await behind(keep, webhook))).status).toBe(200);
  await webhook.drain();
  expect(handled).toEqual(['invitation.accepted']);
  expect(kept).toHaveLength(1);
});
