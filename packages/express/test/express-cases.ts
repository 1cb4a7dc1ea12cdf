import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import type express from 'express';
import type { Express, Request, RequestHandler } from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Vortex, type VortexRoutesOptions, verifyToken, vortexRoutes, vortexWebhook } from '../src/index.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const SECRET = 'whsec_test_express';
const JSON_TYPE = { 'content-type': 'application/json' };

/** What is Express' own: where handlers can be mounted, what may stand before them, and what reaches `next`. */
export function expressCases(name: string, framework: typeof express): void {
  /** Every path below a prefix, as this major of Express writes it. */
  const everythingBelow = (prefix: string): string => `${prefix}/${name === 'express 4' ? '*' : '*splat'}`;

  describe(`${name}, its own ways`, () => {
    test('options that can not be meant are refused when the handlers are made', () => {
      const refused = expect.objectContaining({ code: 'invalid_option' });
      expect(() => vortexWebhook({ maxBodyBytes: -1 })).toThrow(refused);
      expect(() => vortexRoutes(undefined as unknown as VortexRoutesOptions<Request>)).toThrow(refused);
    });

    describe('the webhook stands', () => {
      const mountings: [name: string, url: string, mount: (app: Express, handler: RequestHandler) => void][] = [
        ['as a route', '/hooks/in', (app, handler) => app.post('/hooks/in', handler)],
        ['as a route for all methods', '/hooks/in', (app, handler) => app.all('/hooks/in', handler)],
        ['as a route with a parameter', '/hooks/acme', (app, handler) => app.post('/hooks/:tenant', handler)],
        ['after another handler of its route', '/hooks/in', (app, handler) => app.post('/hooks/in', passing, handler)],
        [
          'after another handler of a route with a parameter',
          '/hooks/acme',
          (app, handler) => app.post('/hooks/:tenant', passing, handler),
        ],
        ['under a path', '/hooks/in', (app, handler) => app.use('/hooks/in', handler)],
        ['under a path, with a query', '/hooks/in?from=cloud', (app, handler) => app.use('/hooks/in', handler)],
        ['anywhere, by its default path', '/webhooks/vortex', (app, handler) => app.use(handler)],
        ['anywhere, with a slash at the end', '/webhooks/vortex/', (app, handler) => app.use(handler)],
        [
          'in a router, by its default path',
          '/webhooks/vortex',
          (app, handler) => app.use('/webhooks', framework.Router().use(handler)),
        ],
        [
          'in a router, as a route',
          '/hooks/in',
          (app, handler) => app.use('/hooks', framework.Router().post('/in', handler)),
        ],
        [
          'inside a function of the app’s',
          '/hooks/in',
          (app, handler) => app.post('/hooks/in', (req, res, next) => handler(req, res, next)),
        ],
      ];
      test.each(mountings)('%s', async (_name, url, mount) => {
        const app = framework();
        mount(app, vortexWebhook({ secret: SECRET }));
        expect(await deliver(app, url)).toMatchObject({ status: 200, body: { received: true } });
      });

      test('by its `path` option', async () => {
        const app = framework();
        app.use(vortexWebhook({ secret: SECRET, path: '/in' }));
        expect((await deliver(app, '/in')).status).toBe(200);
        expect((await deliver(app, '/webhooks/vortex')).status).toBe(404);
      });

      test('under a path, and leaves what is below that path alone', async () => {
        const app = framework();
        app.use('/hooks/in', vortexWebhook({ secret: SECRET }));
        app.use((_req, res) => void res.json({ ours: false }));
        expect((await deliver(app, '/hooks/in/')).body).toEqual({ received: true });
        expect((await deliver(app, '/hooks/in/more')).body).toEqual({ ours: false });
      });

      test('and leaves every other request alone, also after a route that passed it on', async () => {
        const app = framework();
        app.all(everythingBelow(''), passing);
        app.get('/users/:id', passing);
        app.use(vortexWebhook({ secret: SECRET }));
        app.use((req, res) => {
          res.json({ path: req.path });
        });
        expect((await call(app, '/users/7')).body).toEqual({ path: '/users/7' });
        for (const path of ['/', '/webhooks/vortexes', '/webhooks/vortex2']) {
          expect((await call(app, path, { method: 'POST' })).body).toEqual({ path });
        }
        expect((await deliver(app, '/webhooks/vortex')).body).toEqual({ received: true });
      });
    });

    describe('before the webhook', () => {
      const parsers: [name: string, parser: RequestHandler, status: number][] = [
        ['express.json() takes the bytes away', framework.json(), 500],
        ['express.json() that keeps `rawBody` does not', framework.json({ verify: keepRawBody }), 200],
        ['express.raw() does not', framework.raw({ type: '*/*' }), 200],
        ['express.text() does not', framework.text({ type: '*/*' }), 200],
        ['express.urlencoded() does not', framework.urlencoded({ extended: true }), 200],
        ['something slow does not', (_req, _res, next) => void setTimeout(next, 30), 200],
        ['something that reads the stream does', (req, _res, next) => void req.resume().on('end', () => next()), 500],
      ];
      test.each(parsers)('%s', async (_name, parser, status) => {
        const app = framework();
        app.use(parser, vortexWebhook({ secret: SECRET }));
        const answer = await deliver(app, '/webhooks/vortex');
        expect(answer.status).toBe(status);
        if (status === 500) {
          expect(answer.body).toMatchObject({ code: 'raw_body_unavailable' });
          expect(answer.body.error).toContain('before express.json()');
        }
      });

      test('a parser of nothing leaves an empty body that is answered at once', async () => {
        const app = framework();
        app.use(framework.json(), vortexWebhook({ secret: SECRET }));
        const headers = { ...JSON_TYPE, 'x-vortex-signature': 'a'.repeat(64) };
        const answer = await call(app, '/webhooks/vortex', { method: 'POST', headers });
        expect(answer).toMatchObject({ status: 401, body: { code: 'signature_invalid' } });
      });
    });

    test('events answered in the background are waited for by drain()', async () => {
      const done: string[] = [];
      const webhook = vortexWebhook({
        secret: SECRET,
        background: true,
        onEvent: async ({ id }) => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          done.push(id);
        },
      });
      const app = framework();
      app.use(webhook);
      expect((await deliver(app, '/webhooks/vortex')).status).toBe(200);
      expect(done).toEqual([]);
      await webhook.drain();
      expect(done).toHaveLength(1);
    });

    describe('the routes stand', () => {
      const mountings: [name: string, url: string, mount: (app: Express, handler: RequestHandler) => void][] = [
        ['under their path', '/api/vortex/token', (app, handler) => app.use('/api/vortex', handler)],
        ['under another path', '/invites/token', (app, handler) => app.use('/invites', handler)],
        [
          'under a path with a parameter',
          '/t/acme/api/vortex/token',
          (app, handler) => app.use('/t/:t/api/vortex', handler),
        ],
        ['under a path that their default one begins with', '/ap/token', (app, handler) => app.use('/ap', handler)],
        ['anywhere', '/api/vortex/token', (app, handler) => app.use(handler)],
        [
          'in a router',
          '/api/vortex/token',
          (app, handler) => app.use('/api', framework.Router().use('/vortex', handler)),
        ],
        [
          'anywhere in a router',
          '/api/vortex/token',
          (app, handler) => app.use('/api', framework.Router().use(handler)),
        ],
        [
          'in an app of its own',
          '/a/api/vortex/token',
          (app, handler) => app.use('/a', framework().use('/api/vortex', handler)),
        ],
        ['as a route', '/api/vortex/token', (app, handler) => app.all(everythingBelow('/api/vortex'), handler)],
      ];
      test.each(mountings)('%s', async (_name, url, mount) => {
        const app = framework();
        mount(app, vortexRoutes(options()));
        const answer = await call(app, url, { method: 'POST', headers: JSON_TYPE, body: '{}' });
        expect(answer.status).toBe(200);
        expect((await verifyToken(String(answer.body.token), API_KEY)).userId).toBe('ada');
      });

      test('below their `basePath`, where nothing else says so', async () => {
        const app = framework();
        app.use(vortexRoutes({ ...options(), basePath: '/invites/' }));
        app.use((_req, res) => void res.json({ ours: false }));
        expect((await call(app, '/invites/jwt', { method: 'POST' })).status).toBe(200);
        expect((await call(app, '/invitesome/jwt', { method: 'POST' })).body).toEqual({ ours: false });
      });

      test('and leave every other request alone', async () => {
        const app = framework();
        app.use(vortexRoutes(options()));
        app.use('/api', framework.Router().use(vortexRoutes(options())));
        app.use((_req, res) => void res.json({ ours: false }));
        for (const path of ['/', '/api', '/api/users', '/api/vortexes/jwt']) {
          expect((await call(app, path)).body).toEqual({ ours: false });
        }
        expect((await call(app, '/api/vortex/users')).body).toMatchObject({ code: 'route_not_found' });
      });
    });

    describe('before the routes', () => {
      test('express.json() may stand, and an empty body passes', async () => {
        const app = framework();
        app.use(framework.json(), framework.urlencoded({ extended: true }));
        app.use('/api/vortex', vortexRoutes(options()));
        const context = { scope: '42', scopeType: 'team' };
        const asks = (body?: string) =>
          call(app, '/api/vortex/jwt', { method: 'POST', headers: JSON_TYPE, ...(body !== undefined && { body }) });
        expect((await asks(JSON.stringify({ context }))).status).toBe(200);
        expect((await asks(JSON.stringify({ context: { ...context, scope: '43' } }))).status).toBe(403);
        expect((await asks()).status).toBe(200);
      });

      test('a parser with a larger limit does not lift ours', async () => {
        const app = framework();
        app.use(framework.json({ limit: '1mb' }));
        app.use('/api/vortex', vortexRoutes({ ...options(), maxBodyBytes: 1000 }));
        const body = JSON.stringify({ more: 'x'.repeat(1000) });
        const answer = await call(app, '/api/vortex/jwt', { method: 'POST', headers: JSON_TYPE, body });
        expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
      });

      test('express.urlencoded() may stand, and forms stay out', async () => {
        const app = framework();
        app.use(framework.json({ type: '*/*' }), framework.urlencoded({ extended: true }));
        app.use('/api/vortex', vortexRoutes(options()));
        for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
          const answer = await call(app, '/api/vortex/jwt', {
            method: 'POST',
            headers: { 'content-type': type },
            body: '{"a":"="}',
          });
          expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_content_type' } });
        }
      });

      test('a `rawBody` or a body of text is parsed here', async () => {
        for (const parser of [framework.raw({ type: '*/*' }), framework.text({ type: '*/*' })]) {
          const app = framework();
          app.use(parser);
          app.use('/api/vortex', vortexRoutes(options()));
          const body = JSON.stringify({ context: { scope: '43', scopeType: 'team' } });
          expect((await call(app, '/api/vortex/jwt', { method: 'POST', headers: JSON_TYPE, body })).status).toBe(403);
        }
      });

      test('`trust proxy` makes the proxy’s host the request’s', async () => {
        const headers = { ...JSON_TYPE, origin: 'https://www.test', 'x-forwarded-host': 'www.test , inner.test' };
        const app = framework();
        app.use('/api/vortex', vortexRoutes(options()));
        expect((await call(app, '/api/vortex/jwt', { method: 'POST', headers })).status).toBe(403);
        app.set('trust proxy', 'loopback');
        expect((await call(app, '/api/vortex/jwt', { method: 'POST', headers })).status).toBe(200);
        app.set('trust proxy', 1);
        expect((await call(app, '/api/vortex/jwt', { method: 'POST', headers })).status).toBe(200);
        app.set('trust proxy', '192.0.2.1');
        expect((await call(app, '/api/vortex/jwt', { method: 'POST', headers })).status).toBe(403);
      });

      test('`trust proxy` leaves a request that came without a proxy its own host', async () => {
        const app = framework();
        app.set('trust proxy', true);
        app.use('/api/vortex', vortexRoutes(options()));
        const { url, close } = await listen(app);
        onTestFinished(close);
        const answer = await fetch(`${url}/api/vortex/jwt`, { method: 'POST', headers: { ...JSON_TYPE, origin: url } });
        expect(answer.status).toBe(200);
      });
    });

    describe('`next` gets', () => {
      test('nothing of ours: a failing `authenticate` is answered here', async () => {
        const errors: unknown[] = [];
        const app = framework();
        app.use('/api/vortex', vortexRoutes({ ...options(), authenticate: () => Promise.reject(new Error('down')) }));
        app.use(recordErrors(errors));
        expect((await call(app, '/api/vortex/jwt', { method: 'POST' })).body).toMatchObject({
          code: 'authenticate_failed',
        });
        expect(errors).toEqual([]);
      });

      test('the app’s own: what a parser throws does not come to us', async () => {
        const errors: unknown[] = [];
        const app = framework();
        app.use(framework.json());
        app.use('/api/vortex', vortexRoutes(options()));
        app.use(recordErrors(errors));
        const answer = await call(app, '/api/vortex/jwt', { method: 'POST', headers: JSON_TYPE, body: '{' });
        expect(answer).toMatchObject({ status: 418, body: { handled: 'by the app' } });
        expect(errors).toHaveLength(1);
      });
    });

    test.each([
      ['anywhere', undefined],
      ['under their paths', { webhook: '/webhooks/vortex', routes: '/api/vortex' }],
    ])('mounted %s, both answer a target in absolute form, as proxies send it', async (_where, paths) => {
      const app = framework();
      app.use(paths?.webhook ?? '/', vortexWebhook({ secret: SECRET }));
      app.use(paths?.routes ?? '/', vortexRoutes(options()));
      const { url, close } = await listen(app);
      onTestFinished(close);
      const post = async (path: string, headers: object, body: string): Promise<unknown> => {
        const sent = request(url, { method: 'POST', path: `http://app.test${path}`, headers: { ...headers } }).end(
          body,
        );
        const [answer] = (await once(sent, 'response')) as [IncomingMessage];
        return [answer.statusCode, await json(answer)];
      };
      const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
      expect(await post('/webhooks/vortex?from=proxy', headers, body)).toEqual([200, { received: true }]);
      expect(await post('/api/vortex/jwt', JSON_TYPE, '{}')).toEqual([200, { jwt: expect.any(String) }]);
    });

    test('an answer that somebody else has given stands', async () => {
      const app = framework();
      app.use((_req, res, next) => {
        next();
        res.status(503).json({ error: 'too slow' });
      });
      app.use('/api/vortex', vortexRoutes(options()));
      expect((await call(app, '/api/vortex/jwt', { method: 'POST' })).body).toEqual({ error: 'too slow' });
    });

    test('a client that goes away ends the call to the Cloud', async () => {
      let aborted: Promise<unknown> = Promise.reject(new Error('the Cloud was not asked'));
      aborted.catch(() => {});
      const asked = new Promise<void>((resolve) => {
        const fetch = async (_url: string, { signal }: { signal: AbortSignal }): Promise<never> => {
          aborted = once(signal, 'abort');
          resolve();
          await aborted;
          throw signal.reason;
        };
        const app = framework();
        app.use('/api/vortex', vortexRoutes({ ...options(), vortex: new Vortex({ apiKey: API_KEY, fetch }) }));
        void listen(app).then((server) => {
          onTestFinished(() => server.close());
          const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
          socket.write('GET /api/vortex/invitations?targetType=internal&targetValue=ada HTTP/1.1\r\nHost: x\r\n\r\n');
          void asked.then(() => socket.destroy());
        });
      });
      await asked;
      await expect(aborted).resolves.toBeDefined();
    });
  });
}

const passing: RequestHandler = (_req, _res, next) => next();

function keepRawBody(req: object, _res: unknown, buffer: Buffer): void {
  Object.assign(req, { rawBody: buffer });
}

function recordErrors(errors: unknown[]): express.ErrorRequestHandler {
  return (error, _req, res, _next) => {
    errors.push(error);
    res.status(418).json({ handled: 'by the app' });
  };
}

function options(): VortexRoutesOptions<Request> {
  const user = { id: 'ada', email: 'ada@acme.test', scopes: [{ type: 'team', id: 42 }] };
  return { authenticate: (req) => (req.get('x-anonymous') ? null : user), vortex: { apiKey: API_KEY } };
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(app: Express, path: string, init: RequestInit = {}): Promise<Answer> {
  const server = await listen(app);
  try {
    const response = await fetch(`${server.url}${path}`, init);
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
  } finally {
    await server.close();
  }
}

function deliver(app: Express, path: string): Promise<Answer> {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  return call(app, path, { method: 'POST', headers, body });
}
