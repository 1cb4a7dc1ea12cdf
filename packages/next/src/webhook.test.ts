import { signedWebhook } from '@vortex/core/testing';
import { expect, expectTypeOf, test, vi } from 'vitest';
import { vortexWebhook } from './index.ts';

vi.mock('server-only', () => ({}));

const secret = 'whsec_test_next';
const URL = 'https://app.acme.test/webhooks/vortex';

function delivery(): Request {
  const { body, headers } = signedWebhook('invitation.accepted', { secret });
  return new Request(URL, { method: 'POST', headers, body });
}

test('a route.ts gets a handler for every method, and only POST is taken', async () => {
  const handlers = vortexWebhook({ secret });
  expect(Object.keys(handlers).sort()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
  for (const [method, handler] of Object.entries(handlers)) {
    if (method === 'POST') continue;
    const { status, headers } = await handler(new Request(URL, { method }));
    expect([method, status, headers.get('allow')]).toEqual([method, 405, 'POST']);
  }
});

test('a delivery is handled without a Next server around it', async () => {
  const seen: string[] = [];
  const { POST } = vortexWebhook({ secret, on: { 'invitation.accepted': async ({ type }) => void seen.push(type) } });
  const response = await POST(delivery());
  expect([response.status, await response.json()]).toEqual([200, { received: true }]);
  expect(seen).toEqual(['invitation.accepted']);
});

test('work in the background is done where there is no `after()`', async () => {
  const seen: string[] = [];
  const { POST } = vortexWebhook({ secret, background: true, onEvent: async ({ type }) => void seen.push(type) });
  expect((await POST(delivery())).status).toBe(200);
  expect(seen).toEqual([]);
  await expect.poll(() => seen).toEqual(['invitation.accepted']);
});

test('handlers get the request as their types say', () => {
  vortexWebhook({
    onEvent: (_event, { request }) => {
      expectTypeOf(request).toEqualTypeOf<Request>();
    },
  });
  const { POST } = vortexWebhook({ secret: (request: Request & { readonly tenant: string }) => request.tenant });
  expectTypeOf(POST).parameter(0).toEqualTypeOf<Request & { readonly tenant: string }>();
});

test('a limit that is none is refused when the endpoint is made', () => {
  expect(() => vortexWebhook({ maxBodyBytes: -1 })).toThrow(expect.objectContaining({ code: 'invalid_option' }));
});
