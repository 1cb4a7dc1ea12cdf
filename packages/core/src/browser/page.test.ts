import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { type RoutesServer, startRoutes } from '../../test/browser/routes-server.ts';
import { createVortexPage, type VortexPage, type VortexPageError } from '../browser.ts';
import {
  type AutojoinDomainsResponse,
  type InvitationResult,
  isVortexError,
  type SyncInternalInvitationResponse,
  VortexError,
  verifyToken,
} from '../index.ts';

let server: RoutesServer;
let page: VortexPage;
beforeEach(async () => {
  server = await startRoutes();
  page = createVortexPage({ basePath: server.basePath });
});
afterEach(() => server.close());

const failure = (work: Promise<unknown>): Promise<VortexPageError> =>
  work.then(
    () => expect.unreachable(),
    (error) => error,
  );

describe('each call reaches its route and gives what the route answers:', () => {
  const cases: [name: string, call: (page: VortexPage) => Promise<unknown>, seen: string, gives: unknown][] = [
    [
      'byTarget',
      (it) => it.invitations.byTarget('email', 'ada@example.com'),
      'GET /invitations?targetType=email&targetValue=ada%40example.com',
      [expect.objectContaining({ id: 'inv-1' })],
    ],
    [
      'byScope',
      (it) => it.invitations.byScope('team', '42'),
      'GET /invitations/by-scope/team/42',
      [expect.objectContaining({ id: 'inv-1' })],
    ],
    ['get', (it) => it.invitations.get('inv-1'), 'GET /invitations/inv-1', expect.objectContaining({ id: 'inv-1' })],
    ['revoke', (it) => it.invitations.revoke('inv-1'), 'DELETE /invitations/inv-1', { success: true }],
    [
      'reinvite',
      (it) => it.invitations.reinvite('inv-1'),
      'POST /invitations/inv-1/reinvite',
      expect.objectContaining({ id: 'inv-1' }),
    ],
    [
      'accept',
      (it) => it.invitations.accept(['inv-1']),
      'POST /invitations/accept {"invitationIds":["inv-1"]}',
      [expect.objectContaining({ id: 'inv-1' })],
    ],
    [
      'accept as somebody',
      (it) => it.invitations.accept(['inv-1'], { user: { email: 'ada@example.com', name: 'Ada' } }),
      'POST /invitations/accept {"user":{"email":"ada@example.com","name":"Ada"},"invitationIds":["inv-1"]}',
      [expect.objectContaining({ id: 'inv-1' })],
    ],
    [
      'autojoin.get',
      (it) => it.autojoin.get('team', '42'),
      'GET /invitations/by-scope/team/42/autojoin',
      expect.objectContaining({ autojoinDomains: [{ id: 'd', domain: 'x.test' }] }),
    ],
    [
      'autojoin.configure',
      (it) => it.autojoin.configure('team', '42', { domains: ['x.test'], componentId: 'c' }),
      'POST /invitations/by-scope/team/42/autojoin {"domains":["x.test"],"componentId":"c"}',
      expect.objectContaining({ autojoinDomains: [{ id: 'd', domain: 'x.test' }] }),
    ],
    [
      'sync',
      (it) => it.sync({ creatorId: 'bob', targetValue: 'ada', action: 'accepted', componentId: 'c' }),
      'POST /invitations/sync-internal-invitation {"creatorId":"bob","targetValue":"ada","action":"accepted","componentId":"c"}',
      { processed: 1, invitationIds: ['inv-1'] },
    ],
    [
      'request, for a route without a name of its own',
      (it) => it.request('DELETE invitations/by-scope/:scopeType/:scope', ['team', '42']),
      'DELETE /invitations/by-scope/team/42',
      { success: true },
    ],
  ];
  test.each(cases)('%s', async (_name, call, seen, gives) => {
    expect(await call(page)).toEqual(gives);
    expect(server.seen).toEqual([seen]);
  });

  test('values are encoded, and one that would be a step in the path is refused before anything is sent', async () => {
    await page.invitations.byScope('team', 'a/b?c').catch(() => {});
    expect(server.seen).toEqual(['GET /invitations/by-scope/team/a%2Fb%3Fc']);
    for (const id of ['', '.', '..']) {
      expect(await failure(page.invitations.revoke(id))).toMatchObject({ code: 'invalid_argument' });
      expect(await failure(page.request('DELETE invitations/by-scope/:scopeType/:scope', ['..', id]))).toMatchObject({
        code: 'invalid_argument',
      });
    }
    expect(server.seen).toHaveLength(1);
  });

  test('only what has a body says of which type it is', async () => {
    await page.invitations.get('inv-1');
    expect(server.lastHeaders().get('content-type')).toBeNull();
    await page.token();
    expect(server.lastHeaders().get('content-type')).toBeNull();
    await page.token({ componentId: 'c' });
    expect(server.lastHeaders().get('content-type')).toBe('application/json');
  });
});

test('types are those of the server’s routes', () => {
  expectTypeOf(page.token).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(page.jwt)
    .parameter(0)
    .toEqualTypeOf<
      { readonly componentId?: string; readonly scope?: string; readonly scopeType?: string } | undefined
    >();
  expectTypeOf(page.invitations.byScope).returns.resolves.toEqualTypeOf<InvitationResult[]>();
  expectTypeOf(page.invitations.get).returns.resolves.toEqualTypeOf<InvitationResult>();
  expectTypeOf(page.invitations.accept).returns.resolves.toEqualTypeOf<InvitationResult[]>();
  expectTypeOf(page.invitations.revoke).returns.resolves.toEqualTypeOf<{ readonly success: true }>();
  expectTypeOf(page.autojoin.get).returns.resolves.toEqualTypeOf<AutojoinDomainsResponse>();
  expectTypeOf(page.sync).returns.resolves.toEqualTypeOf<SyncInternalInvitationResponse>();
  const wrong = () => {
    // @ts-expect-error There is no such route.
    void page.request('GET invitation/:id', ['x']);
    // @ts-expect-error This one needs a body.
    void page.request('POST invitations/accept', []);
    // @ts-expect-error And this one takes none.
    void page.request('GET invitations/:id', ['x'], { body: {} });
    // @ts-expect-error A target has a type that there is.
    void page.invitations.byTarget('mail', 'x');
  };
  expect(wrong).toBeTypeOf('function');
});

describe('options', () => {
  test('headers of a function are asked for each time, and a slash at the end of basePath does no harm', async () => {
    let asked = 0;
    const own = createVortexPage({ basePath: `${server.basePath}/`, headers: () => ({ 'x-csrf': String(++asked) }) });
    await own.invitations.get('inv-1');
    await own.invitations.get('inv-1');
    expect(server.lastHeaders().get('x-csrf')).toBe('2');
    expect(server.seen[0]).toBe('GET /invitations/inv-1');
  });

  test('a fetch of one’s own is used', async () => {
    const urls: string[] = [];
    const own = createVortexPage({
      basePath: server.basePath,
      fetch: (url, init) => {
        urls.push(url);
        return fetch(url, { ...init, credentials: 'include' });
      },
    });
    expect((await verifyToken(await own.token(), API_KEY)).userId).toBe('ada');
    expect(urls).toEqual([`${server.basePath}/token`]);
  });
});

describe('failures', () => {
  const answer = (status: number, body?: unknown, headers?: Record<string, string>) => () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: headers ?? {} });

  test('carry the route’s own code, message and status, and are known to isVortexError', async () => {
    const error = await failure(page.invitations.get('inv-none'));
    expect(error).toMatchObject({ code: 'not_found', status: 404, message: 'There is no such invitation.' });
    expect(error).toBeInstanceOf(VortexError);
    expect(isVortexError(error, 'not_found')).toBe(true);
    expect(error.name).toBe('VortexPageError');
  });

  test.each([
    ['a page of HTML where the routes should be', answer(200, '<!doctype html>'), 'invalid_response', 200],
    ['a proxy’s 502', answer(502, '<h1>Bad Gateway</h1>'), 'api_error', 502],
    ['a 429 with the time to wait', answer(429, '', { 'retry-after': '7' }), 'api_error', 429],
    ['null', answer(200, null), 'invalid_response', 200],
  ])('are told apart: %s', async (_name, interruption, code, status) => {
    server.interruptions.push(interruption);
    const error = await failure(page.invitations.get('inv-1'));
    expect(error).toMatchObject({ code, status });
    expect(error.retryAfter).toBe(status === 429 ? 7 : undefined);
  });

  test('no connection is connection_failed, and onError is told once', async () => {
    const told: string[] = [];
    const lost = createVortexPage({ basePath: server.basePath, onError: ({ code }) => told.push(code) });
    server.interruptions.push(() => Promise.reject(new Error('gone')));
    expect(await failure(lost.invitations.get('inv-1'))).toMatchObject({
      code: 'connection_failed',
      status: undefined,
    });
    expect(told).toEqual(['connection_failed']);
  });

  test('a call that is aborted ends at once with aborted', async () => {
    const ending = new AbortController();
    server.interruptions.push(async () => {
      ending.abort(new Error('enough'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return undefined;
    });
    expect(await failure(page.invitations.get('inv-1', { signal: ending.signal }))).toMatchObject({ code: 'aborted' });
  });
});

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
