import { verifyToken } from '@vortex/core';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Vortex, vortex, vortexRoutes } from './index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const OTHER_KEY = 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key';
const authenticate = () => ({ id: 'ada' });

describe('mounted', () => {
  const routes = () => vortexRoutes({ authenticate, vortex: KEY });
  const mounts: [name: string, app: Hono, path: string][] = [
    ['with app.route', new Hono().route('/api/vortex', routes()), '/api/vortex/jwt'],
    ['under a path with a parameter', new Hono().route('/t/:tenant/vortex', routes()), '/t/a%2Fb/vortex/jwt'],
    ['at the root', new Hono().route('/', routes()), '/jwt'],
    ['with a slash at its end', new Hono().route('/api/vortex/', routes()), '/api/vortex/jwt'],
    ['in an app that is mounted', new Hono().route('/a', new Hono().route('/b', routes())), '/a/b/jwt'],
    ['below a base path', new Hono().basePath('/base').route('/vortex', routes()), '/base/vortex/jwt'],
    ['with app.mount', new Hono().mount('/api/vortex', routes().fetch), '/api/vortex/jwt'],
    ['as an app of its own', new Hono().mount('/', routes().fetch), '/jwt'],
  ];
  test.each(mounts)('%s', async (_name, app, path) => {
    expect((await app.request(path, { method: 'POST' })).status).toBe(200);
    const other = await app.request(path.replace('/jwt', '/nothing'), { method: 'POST' });
    expect(other.status).toBe(404);
    expect(await other.json()).toMatchObject({ code: 'route_not_found' });
  });

  test('by a router that goes by host names', async () => {
    const app = new Hono({ getPath: (request) => request.url.replace(/^https?:\/([^?]+).*$/, '$1') });
    app.route('/app.acme.test/api/vortex', routes());
    const answer = await app.request('http://app.acme.test/api/vortex/jwt?x=1', { method: 'POST' });
    expect(answer.status).toBe(200);
  });

  test('beside routes of the app, which stay the app’s', async () => {
    const app = new Hono().route('/api/vortex', routes()).get('/api/vortexes', (c) => c.text('mine'));
    expect(await (await app.request('/api/vortexes')).text()).toBe('mine');
  });
});

describe('the client', () => {
  const token = async (app: Pick<Hono, 'request'>, env?: object) => {
    const answer = await app.request('/api/vortex/token', { method: 'POST' }, env);
    const body = (await answer.json()) as { token?: string; code?: string };
    return { status: answer.status, ...body };
  };
  const signedBy = async (app: Pick<Hono, 'request'>, env: object | undefined, key: string) =>
    (await verifyToken((await token(app, env)).token ?? '', key)).userId;

  test('is made from the bindings', async () => {
    const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate }));
    expect(await signedBy(app, { VORTEX_API_KEY: KEY }, KEY)).toBe('ada');
    expect(await signedBy(app, { VORTEX_API_KEY: OTHER_KEY }, OTHER_KEY)).toBe('ada');
  });

  test('is made from the environment where there are no bindings', async () => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate }));
    expect(await signedBy(app, undefined, KEY)).toBe('ada');
    expect(await signedBy(app, { incoming: {}, outgoing: {} }, KEY)).toBe('ada');
    // An empty binding is not set, and one that is no string is something else of the app's.
    for (const VORTEX_API_KEY of ['', 7, {}, { get: () => OTHER_KEY }]) {
      expect(await signedBy(app, { VORTEX_API_KEY }, KEY)).toBe('ada');
    }
  });

  test('is the one of the middleware', async () => {
    const app = new Hono().use(vortex(KEY)).route('/api/vortex', vortexRoutes({ authenticate }));
    expect(await signedBy(app, { VORTEX_API_KEY: OTHER_KEY }, KEY)).toBe('ada');
  });

  test('is the one of a function of the context, for each request its own', async () => {
    type AppEnv = { Bindings: { KEYS: Record<string, string> } };
    const app = new Hono<AppEnv>();
    app.route(
      '/:tenant',
      vortexRoutes<AppEnv>({ authenticate, vortex: (c) => c.env.KEYS[c.req.param('tenant') ?? ''] ?? '' }),
    );
    const env = { KEYS: { a: KEY, b: OTHER_KEY } };
    for (const [tenant, key] of [
      ['a', KEY],
      ['b', OTHER_KEY],
      ['a', KEY],
    ] as const) {
      const answer = await app.request(`/${tenant}/token`, { method: 'POST' }, env);
      const { token } = (await answer.json()) as { token: string };
      expect(await verifyToken(token, key)).toMatchObject({ userId: 'ada' });
    }
  });

  test('that a look-up does not find is an error, and least of all the environment’s', async () => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    const tenants: Record<string, string> = { a: OTHER_KEY };
    const found: ((tenant: string) => unknown)[] = [
      (tenant) => tenants[tenant],
      (tenant) => ({ apiKey: tenants[tenant] }),
      () => ({}),
      () => ({ api_key: OTHER_KEY }),
      () => ({ baseUrl: 'https://vortex.test' }),
      () => ({ apiKey: null }),
      () => null,
      () => '',
    ];
    for (const find of found) {
      const app = new Hono()
        .route(
          '/routes/:tenant',
          vortexRoutes({ authenticate, vortex: (c) => find(c.req.param('tenant') ?? '') as never }),
        )
        .use(
          '/middleware/:tenant',
          vortex((c) => find(c.req.param('tenant') ?? '') as never),
        )
        .onError((error, c) => c.json({ code: (error as { code?: string }).code }, 500))
        .get('/middleware/:tenant', (c) => c.body(null));
      const answer = await app.request('/routes/nobody/token', { method: 'POST' });
      expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'lookup_found_nothing' }]);
      const other = await app.request('/middleware/nobody');
      expect([other.status, await other.json()]).toMatchObject([500, { code: 'lookup_found_nothing' }]);
    }
    // Every object has it.
    const inherited = (c: { req: { param(name: string): string | undefined } }) => tenants[c.req.param('tenant') ?? ''];
    const app = new Hono().route('/:tenant', vortexRoutes({ authenticate, vortex: (c) => inherited(c) as never }));
    expect(await (await app.request('/__proto__/token', { method: 'POST' })).json()).toMatchObject({
      code: 'lookup_found_nothing',
    });
  });

  test('with a key that is null is an error, and never the bindings’ key', async () => {
    const source = { apiKey: null } as never;
    const app = new Hono()
      .route('/routes', vortexRoutes({ authenticate, vortex: source }))
      .use('/middleware', vortex(source))
      .get('/middleware', (c) => c.text(c.var.vortex.generateToken({ user: { id: 'ada' } })))
      .onError((error, c) => c.json({ code: (error as { code?: string }).code }, 500));
    const env = { VORTEX_API_KEY: KEY };
    for (const [path, method] of [
      ['/routes/token', 'POST'],
      ['/middleware', 'GET'],
    ] as const) {
      const answer = await app.request(path, { method }, env);
      expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'missing_api_key' }]);
    }
  });

  test('that can not be made is answered for, and nobody is asked for it in vain', async () => {
    const log = vi.fn();
    const broken = vi.fn(() => {
      throw new Error('the vault is closed');
    });
    const options = { vortex: broken, logger: { error: log } };
    const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate, ...options }));
    expect(await token(app)).toMatchObject({ status: 500, code: 'internal_error' });
    expect(log).toHaveBeenCalledOnce();
    const nobody = new Hono().route('/api/vortex', vortexRoutes({ authenticate: () => null, ...options }));
    expect(await token(nobody)).toMatchObject({ status: 401 });
    expect(broken).toHaveBeenCalledOnce();
  });

  test.each([
    ['a number', 42],
    ['a list', [KEY]],
    ['a promise', Promise.resolve(KEY)],
  ])('is not made from %s, and least of all from the environment instead', async (_name, given) => {
    vi.stubEnv('VORTEX_API_KEY', KEY);
    onTestFinished(() => void vi.unstubAllEnvs());
    const wrong = () => given as never;
    const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate, vortex: wrong }));
    expect(await token(app)).toMatchObject({ status: 500, code: 'invalid_option' });
    if (given instanceof Promise) return;
    const withMiddleware = new Hono().use(vortex(wrong)).onError((error, c) => c.text(error.message, 500));
    expect(await (await withMiddleware.request('/')).text()).toContain('API key, options or a client');
  });

  test('with a key that can not be used is a 500 with a code', async () => {
    const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate }));
    expect(await token(app, { VORTEX_API_KEY: 'VRTX.nonsense' })).toMatchObject({
      status: 500,
      code: 'invalid_api_key',
    });
  });
});

describe('c.var.vortex', () => {
  const seen = (app: Hono<{ Variables: { vortex: Vortex } }>) => {
    const clients: Vortex[] = [];
    app.get('/', (c) => {
      clients.push(c.var.vortex);
      return c.body(null);
    });
    return clients;
  };

  test('is one client for each bindings object', async () => {
    const app = new Hono().use(vortex());
    const clients = seen(app);
    const [a, b] = [{ VORTEX_API_KEY: KEY }, { VORTEX_API_KEY: OTHER_KEY }];
    for (const env of [a, a, b, b, a]) await app.request('/', {}, env);
    expect(clients[0]).toBeInstanceOf(Vortex);
    expect(clients[1]).toBe(clients[0]);
    expect(clients[2]).not.toBe(clients[0]);
    expect(clients[3]).toBe(clients[2]);
    expect(clients[4]).toBe(clients[0]);
  });

  test('is one client altogether on Node, where every request has an environment of its own', async () => {
    const app = new Hono().use(vortex(() => ({ apiKey: KEY, timeout: 5000 })));
    const clients = seen(app);
    for (const env of [{ incoming: 1 }, { incoming: 2 }, undefined]) await app.request('/', {}, env);
    expect(new Set(clients).size).toBe(1);
  });

  test('is the client that was given', async () => {
    const own = new Vortex(KEY);
    const app = new Hono().use(vortex(async () => own));
    const clients = seen(app);
    await app.request('/');
    expect(clients).toEqual([own]);
  });
});

test('other origins may be trusted by the bindings', async () => {
  type AppEnv = { Bindings: { APP_ORIGIN: string } };
  const app = new Hono<AppEnv>();
  app.use(cors({ origin: (_origin, c) => c.env.APP_ORIGIN, credentials: true }));
  app.route(
    '/api/vortex',
    vortexRoutes<AppEnv>({ authenticate, vortex: KEY, trustedOrigins: (c) => [c.env.APP_ORIGIN] }),
  );
  const ask = (origin: string) =>
    app.request('/api/vortex/jwt', { method: 'POST', headers: { origin } }, { APP_ORIGIN: 'https://www.acme.test' });
  const trusted = await ask('https://www.acme.test');
  expect(trusted.status).toBe(200);
  expect(trusted.headers.get('access-control-allow-origin')).toBe('https://www.acme.test');
  expect((await ask('https://evil.test')).status).toBe(403);
});

test('the user’s functions get the context', async () => {
  type AppEnv = { Variables: { session: { userId: string } } };
  const app = new Hono<AppEnv>().use(async (c, next) => {
    c.set('session', { userId: 'grace' });
    await next();
  });
  app.route(
    '/api/vortex',
    vortexRoutes<AppEnv>({
      vortex: KEY,
      authenticate: async (c) => ({ id: c.var.session.userId }),
      claims: (_user, _context, c) => ({ component: `for-${c.var.session.userId}` }),
      authorize: { createToken: ({ request: c }) => c.get('session').userId === 'grace' },
    }),
  );
  const answer = await app.request('/api/vortex/token', { method: 'POST' });
  const { token } = (await answer.json()) as { token: string };
  expect((await verifyToken(token, KEY)).claims).toMatchObject({ component: 'for-grace', user: { id: 'grace' } });
});

test('options that can not be meant are refused when the app is made', () => {
  const authorize = { read: () => true, raed: () => true };
  expect(() => vortexRoutes(undefined as never)).toThrow(/authenticate/);
  expect(() => vortexRoutes({ authenticate, authorize })).toThrow(/"raed"/);
  expect(() => vortexRoutes({ authenticate, maxBodyBytes: 0 })).toThrow(/maxBodyBytes/);
});
