import type { NextRequest } from 'next/server.js';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { isVortexError, vortexRoutes } from './index.ts';

vi.mock('server-only', () => ({}));

const vortex = { apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing', baseUrl: 'http://127.0.0.1:9' };
const routes = vortexRoutes({ vortex, authenticate: () => ({ id: 'ada' }) });

/** As Next calls it: the caught segments stand in a promise. */
function post(path: string, params?: Record<string, string | string[]>): Promise<Response> {
  const context = params && { params: Promise.resolve(params) };
  return routes.POST(new Request(`https://app.acme.test${path}`, { method: 'POST' }), context);
}

describe('a catch-all file', () => {
  test.each([
    ['/api/vortex/token', { vortex: ['token'] }],
    ['/api/vortex/token', { anything: ['token'] }],
    ['/api/vortex/token/', { vortex: ['token'] }],
    ['/acme/deep/token', { tenant: 'acme', rest: ['token'] }],
    ['/token', { all: ['token'] }],
    ['/token?x=/a/b', { all: ['token'] }],
    // A rewrite of next.config leaves the address as the browser has it.
    ['/give', { vortex: ['token'] }],
    ['/', { vortex: ['token'] }],
    ['/a/b/c', { vortex: ['token'] }],
  ])('answers %s with %o', async (path, params) => {
    expect((await post(path, params)).status).toBe(200);
  });

  test('does not take one segment for two', async () => {
    const path = '/x/invitations/by-scope%2Fteam%2F42';
    expect((await post(path, { all: ['invitations', 'by-scope/team/42'] })).status).not.toBe(200);
    const { status, headers } = await post('/x/invitations/a%2Fb/reinvite', {
      all: ['invitations', 'a/b', 'reinvite'],
    });
    expect([status, headers.get('allow')]).toEqual([400, null]);
  });

  test('does so neither where a rewrite brought the request', async () => {
    const rewritten = await post('/again/a%2Fb', { all: ['invitations', 'a/b', 'reinvite'] });
    expect([rewritten.status, rewritten.headers.get('allow')]).toEqual([400, null]);
    expect((await post('/give/token', { all: ['../token'] })).status).not.toBe(200);
    expect((await post('/give', { all: ['by-scope/team'] })).status).toBe(404);
    expect((await post('/give/accept', { all: ['invitations', 'accept'] })).status).toBe(400);
  });
});

describe('a file for a single route', () => {
  test('answers below /api/vortex', async () => {
    expect((await post('/api/vortex/token')).status).toBe(200);
    expect((await post('/api/vortex/token', {})).status).toBe(200);
  });

  test('`basePath` wins over what a segment has caught', async () => {
    const { POST } = vortexRoutes({ vortex, authenticate: () => ({ id: 'ada' }), basePath: '/v1' });
    const context = { params: Promise.resolve({ rest: ['token'] }) };
    const asked = (path: string) => POST(new Request(`https://app.acme.test${path}`, { method: 'POST' }), context);
    expect((await asked('/v1/token')).status).toBe(200);
    expect((await asked('/elsewhere/token')).status).toBe(404);
  });

  test('elsewhere says which option is missing', async () => {
    const response = await post('/api/other/token');
    expect([response.status, await response.json()]).toEqual([
      404,
      { code: 'route_not_found', error: expect.stringContaining('basePath') },
    ]);
  });

  test('answers below `basePath`, that of next.config before it or not', async () => {
    const { POST } = vortexRoutes({ vortex, authenticate: () => ({ id: 'ada' }), basePath: '/v1' });
    const inside = new Request('https://app.acme.test/shop/v1/token', { method: 'POST' });
    expect((await POST(inside)).status).toBe(404);
    expect((await POST(Object.assign(inside, { nextUrl: { basePath: '/shop' } }))).status).toBe(200);
    expect((await POST(new Request('https://app.acme.test/v1/token', { method: 'POST' }))).status).toBe(200);
  });
});

test('what `authenticate` throws to redirect or to answer 404 goes on to Next; anything else is answered', async () => {
  const thrown = (error: unknown) =>
    vortexRoutes({
      vortex,
      authenticate: () => {
        throw error;
      },
    }).POST(new Request('https://app.acme.test/api/vortex/token', { method: 'POST' }));
  for (const digest of ['NEXT_REDIRECT;replace;/login;307;', 'NEXT_HTTP_ERROR_FALLBACK;404', 'DYNAMIC_SERVER_USAGE']) {
    const error = Object.assign(new Error('Next’s own'), { digest });
    await expect(thrown(error)).rejects.toBe(error);
  }
  for (const error of [new Error('down'), Object.assign(new Error('down'), { digest: '123' }), 'down', undefined]) {
    expect((await thrown(error)).status).toBe(500);
  }
});

test('options that can’t be meant are refused when the route is made', () => {
  const misspelt = { authenticate: () => null, authorize: { revokee: () => true } };
  let caught: unknown;
  try {
    vortexRoutes(misspelt as Parameters<typeof vortexRoutes>[0]);
  } catch (error) {
    caught = error;
  }
  expect(isVortexError(caught, 'invalid_option')).toBe(true);
});

test('`authenticate` sees a Request, or Next’s own kind where it asks for that', () => {
  vortexRoutes({
    authenticate: (request) => {
      expectTypeOf(request).toEqualTypeOf<Request>();
      return null;
    },
  });
  const { GET } = vortexRoutes({ authenticate: (request: NextRequest) => ({ id: request.cookies.size }) });
  expectTypeOf(GET).parameter(0).toEqualTypeOf<NextRequest>();
});
