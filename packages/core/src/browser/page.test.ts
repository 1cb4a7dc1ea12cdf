import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { type RoutesServer, startRoutes } from '../../test/browser/routes-server.ts';
import {
  createVortexPage,
  type PageRequestOptions,
  type TokenRequestOptions,
  type VortexPage,
  type VortexPageError,
  type VortexTokenState,
} from '../browser.ts';
import {
  type AcceptUser,
  type AutojoinDomainsResponse,
  type ConfigureAutojoinRequest,
  type InvitationResult,
  type InvitationResultBase,
  isVortexError,
  type SyncInternalInvitationRequest,
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
  type Asked = PageRequestOptions | undefined;
  expectTypeOf<PageRequestOptions>().toEqualTypeOf<{ readonly signal?: AbortSignal | undefined }>();
  type TokenAsked = TokenRequestOptions;
  type Context = { readonly componentId?: string; readonly scope?: string; readonly scopeType?: string };
  type Target = 'email' | 'phone' | 'internal' | 'phoneNumber' | 'sms' | 'username';
  type As = NonNullable<Parameters<typeof invitations.accept>[1]>;
  type Domains = Omit<ConfigureAutojoinRequest, 'scope' | 'scopeType'>;

  expectTypeOf(page.token).parameters.branded.toEqualTypeOf<[context?: Context, options?: TokenAsked]>();
  expectTypeOf(page.token).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(page.jwt).toEqualTypeOf(page.token);
  expectTypeOf(page.tokenFor).parameters.branded.toEqualTypeOf<[context?: Context, kind?: 'token' | 'jwt']>();
  const token = page.tokenFor();
  expectTypeOf(token.get).parameters.branded.toEqualTypeOf<[options?: TokenAsked]>();
  expectTypeOf(token.get).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(token.keep).toEqualTypeOf<(token: string) => void>();
  expectTypeOf(token.clear).toEqualTypeOf<() => void>();
  expectTypeOf(token.watch).toEqualTypeOf<(listener: (state: VortexTokenState) => void) => () => void>();
  expectTypeOf(token.state).toEqualTypeOf<VortexTokenState>();
  expectTypeOf<VortexTokenState>().toEqualTypeOf<{
    readonly token?: string | undefined;
    readonly error?: VortexPageError | undefined;
    readonly pending: boolean;
  }>();
  expectTypeOf(page.clear).toEqualTypeOf<() => void>();

  const { invitations, autojoin, sync, request } = page;
  expectTypeOf(invitations.byTarget).parameters.toEqualTypeOf<[type: Target, value: string, options?: Asked]>();
  expectTypeOf(invitations.byTarget).returns.resolves.toEqualTypeOf<InvitationResultBase[]>();
  expectTypeOf(invitations.byScope).parameters.toEqualTypeOf<[type: string, id: string, options?: Asked]>();
  expectTypeOf(invitations.byScope).returns.resolves.toEqualTypeOf<InvitationResult[]>();
  expectTypeOf(invitations.get).parameters.toEqualTypeOf<[id: string, options?: Asked]>();
  expectTypeOf(invitations.get).returns.resolves.toEqualTypeOf<InvitationResult>();
  expectTypeOf(invitations.revoke).parameters.toEqualTypeOf<[id: string, options?: Asked]>();
  expectTypeOf(invitations.revoke).returns.resolves.toEqualTypeOf<{ readonly success: true }>();
  expectTypeOf(invitations.reinvite).toEqualTypeOf(invitations.get);
  expectTypeOf(invitations.accept).parameter(0).toEqualTypeOf<readonly string[]>();
  expectTypeOf<As['user']>().toEqualTypeOf<AcceptUser | undefined>();
  expectTypeOf<NonNullable<As['target']>>().toEqualTypeOf<{ readonly type: string; readonly value: string }>();
  expectTypeOf(invitations.accept).parameter(2).toEqualTypeOf<Asked>();
  expectTypeOf(invitations.accept).returns.resolves.toEqualTypeOf<InvitationResult[]>();
  expectTypeOf(autojoin.get).parameters.toEqualTypeOf<[type: string, id: string, options?: Asked]>();
  expectTypeOf(autojoin.get).returns.resolves.toEqualTypeOf<AutojoinDomainsResponse>();
  expectTypeOf(autojoin.configure).parameters.toEqualTypeOf<
    [type: string, id: string, settings: Domains, options?: Asked]
  >();
  expectTypeOf(autojoin.configure).returns.resolves.toEqualTypeOf<AutojoinDomainsResponse>();
  expectTypeOf(sync).parameters.toEqualTypeOf<[answer: SyncInternalInvitationRequest, options?: Asked]>();
  expectTypeOf(sync).returns.resolves.toEqualTypeOf<SyncInternalInvitationResponse>();

  // Whatever a route answers: its list, its token, its object.
  expectTypeOf(request<'POST token'>).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(request<'POST jwt'>).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(request<'GET invitations/by-group/:scopeType/:scope'>).returns.resolves.toEqualTypeOf<
    InvitationResult[]
  >();
  expectTypeOf(request<'DELETE invitations/by-scope/:scopeType/:scope'>).returns.resolves.toEqualTypeOf<{
    readonly success: true;
  }>();
  expectTypeOf(
    request<'GET invitations?targetType=:targetType&targetValue=:targetValue'>,
  ).returns.resolves.toEqualTypeOf<InvitationResultBase[]>();
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
    ['nothing at all', () => new Response(null, { status: 204 }), 'invalid_response', 204],
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

  test('a response that never ends is given up', async () => {
    const endless = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(more));
    }).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const { port } = endless.address() as AddressInfo;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const spied = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200));
    const slow = createVortexPage({ basePath: `http://127.0.0.1:${port}` });
    expect(await failure(slow.invitations.get('inv-1'))).toMatchObject({
      code: 'connection_failed',
      status: undefined,
    });
    expect(spied).toHaveBeenCalledWith(30_000);
    spied.mockRestore();
    endless.close();
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
