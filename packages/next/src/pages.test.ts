import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedWebhook } from '@vortex/core/testing';
import { createEmulator } from '@vortex/emulator';
import type { NextApiHandler, NextApiRequest, NextApiResponse } from 'next';
import { expect, onTestFinished, test, vi } from 'vitest';
import { vortexRoutes, vortexWebhook } from './pages.ts';

const secret = 'whsec_test_next_pages';

/** An API route on a real server: Next hands over the bare request, with its `query` and perhaps a `body` on it. */
async function serve(handler: NextApiHandler, parsed?: object): Promise<string> {
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    void handler(Object.assign(req, { query: {}, cookies: {}, ...parsed }) as NextApiRequest, res as NextApiResponse);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string, body: string, headers: object = {}) =>
  fetch(url, { method: 'POST', body, headers: { ...headers } });

test('an API route takes signed deliveries, and refuses the rest', async () => {
  const onEvent = vi.fn();
  const url = await serve(vortexWebhook({ secret, onEvent }));
  const { body, headers } = signedWebhook('invitation.accepted', { secret });
  expect(await (await post(url, body, headers)).json()).toEqual({ received: true });
  expect(onEvent).toHaveBeenCalledOnce();
  expect((await post(url, `${body} `, headers)).status).toBe(401);
  expect((await fetch(url)).status).toBe(405);
});

test('a webhook behind Next’s body parser says which line is missing', async () => {
  const url = await serve(vortexWebhook({ secret, logger: { error: () => {} } }), {
    body: { parsed: true },
    readable: false,
  });
  const { body, headers } = signedWebhook('invitation.accepted', { secret });
  const response = await post(url, body, headers);
  expect([response.status, await response.json()]).toEqual([
    500,
    { code: 'raw_body_unavailable', error: expect.stringContaining('bodyParser: false') },
  ]);
});

test('the routes answer below basePath, with their query, and say elsewhere what is missing', async () => {
  const emulator = await createEmulator({
    seed: { invitations: [{ target: { type: 'email', value: 'ada@acme.test' }, inviter: { userId: 'max' } }] },
  });
  onTestFinished(() => emulator.close());
  const vortex = { apiKey: emulator.apiKey, baseUrl: emulator.url };
  const authenticate = () => ({ id: 'ada', email: 'ada@acme.test' });
  const url = await serve(vortexRoutes({ vortex, authenticate }));
  const listed = await fetch(`${url}/api/vortex/invitations?targetType=email&targetValue=ada%40acme.test`);
  expect([listed.status, await listed.json()]).toEqual([200, { invitations: [expect.any(Object)] }]);
  expect((await fetch(`${url}/api/vortex/invitations`)).status).toBe(400);
  expect((await post(`${url}/api/vortex/token?from=page`, '{}', { 'content-type': 'application/json' })).status).toBe(
    200,
  );
  const elsewhere = await post(`${url}/api/other/token`, '');
  expect([elsewhere.status, await elsewhere.json()]).toEqual([
    404,
    { code: 'route_not_found', error: expect.stringContaining('basePath') },
  ]);
});

test('options that can’t be meant are refused when the file is loaded', () => {
  const misspelt = { authenticate: () => null, authorize: { revokee: () => true } };
  expect(() => vortexRoutes(misspelt as Parameters<typeof vortexRoutes>[0])).toThrow(/revokee/);
  expect(() => vortexWebhook({ maxAge: -1 })).toThrow(/maxAge/);
});
