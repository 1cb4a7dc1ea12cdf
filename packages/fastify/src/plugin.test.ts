import express from '@fastify/express';
import { signedWebhook } from '@vortex/core/testing';
import { json } from 'express';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Vortex, vortexRoutes, vortexWebhook } from './index.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const SECRET = 'whsec_test';
const authenticate = () => ({ id: 'user-1' });

const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

function started(options: FastifyServerOptions = {}): FastifyInstance {
  const app = fastify(options);
  apps.push(app);
  return app;
}

async function listening(app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}

function deliver(url: string, path = '/webhooks/vortex'): Promise<Response> {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  return fetch(url + path, { method: 'POST', headers, body });
}

function token(url: string, path = '/api/vortex/token'): Promise<Response> {
  return fetch(url + path, { method: 'POST' });
}

describe('where the plugins stand', () => {
  test('the prefixes of outer plugins come before theirs', async () => {
    const app = started();
    await app.register(
      async (outer) => {
        await outer.register(vortexWebhook, { secret: SECRET, prefix: '/hooks', path: '/vortex' });
        await outer.register(vortexRoutes, { prefix: '/invite', authenticate, vortex: { apiKey: API_KEY } });
      },
      { prefix: '/v1' },
    );
    const url = await listening(app);
    expect((await deliver(url, '/v1/hooks/vortex')).status).toBe(200);
    expect((await token(url, '/v1/invite/token')).status).toBe(200);
    expect((await token(url, '/invite/token')).status).toBe(404);
    expect(await (await fetch(`${url}/v1/invite`)).json()).toMatchObject({ code: 'route_not_found' });
  });

  test('two of them need places of their own, and the error says so', async () => {
    const app = started();
    await app.register(vortexWebhook, { secret: SECRET });
    await expect(app.register(vortexWebhook, { secret: SECRET })).rejects.toThrow(
      /already a route POST \/webhooks\/vortex: register vortexWebhook once, or give each endpoint its own `path`/,
    );
    const other = started();
    await other.register(vortexRoutes, { authenticate });
    await expect(other.register(vortexRoutes, { authenticate })).rejects.toMatchObject({ code: 'invalid_option' });
  });

  test('two endpoints with paths of their own both work', async () => {
    const app = started();
    await app.register(vortexWebhook, { secret: SECRET });
    await app.register(vortexWebhook, { secret: SECRET, path: '/webhooks/second' });
    const url = await listening(app);
    expect((await deliver(url)).status).toBe(200);
    expect((await deliver(url, '/webhooks/second')).status).toBe(200);
  });

  test.each([
    ['webhook', vortexWebhook],
    ['routes', vortexRoutes],
  ])('Fastify knows the %s plugin by its name, and for which Fastify it is', (name, plugin) => {
    expect(Reflect.get(plugin, Symbol.for('plugin-meta'))).toEqual({ name: `@vortex/fastify/${name}`, fastify: '5.x' });
  });

  test('a bad option is refused while the app is built', async () => {
    const app = started();
    await expect(app.register(vortexWebhook, { secret: SECRET, maxBodyBytes: -1 })).rejects.toMatchObject({
      code: 'invalid_option',
    });
  });
});

describe("the app's own routes", () => {
  test('keep their parsers and limits, and ours do not have them', async () => {
    const app = started({ bodyLimit: 50 });
    await app.register(vortexWebhook, { secret: SECRET });
    await app.register(vortexRoutes, { authenticate, vortex: { apiKey: API_KEY } });
    app.post('/own', async (request) => request.body);
    const url = await listening(app);
    const send = (body: string) =>
      fetch(`${url}/own`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await (await send('{"a":1}')).json()).toEqual({ a: 1 });
    expect((await send(JSON.stringify('x'.repeat(100)))).status).toBe(413);
    expect((await deliver(url)).status).toBe(200);
  });

  test('their serializers and hooks leave our answers as they are', async () => {
    const app = started();
    app.setReplySerializer(() => '"reshaped"');
    app.addHook('preSerialization', async (_request, _reply, payload) => ({ data: payload }));
    await app.register(vortexRoutes, { authenticate, vortex: { apiKey: API_KEY } });
    const answer = await (await token(await listening(app))).json();
    expect(answer).toEqual({ token: expect.stringMatching(/^ey/) });
  });

  test('hooks of the app see which of our routes a request is for', async () => {
    const app = started();
    const seen: unknown[] = [];
    app.addHook('onRequest', async (request, reply) => {
      seen.push(request.routeOptions.config.vortex);
      if (request.routeOptions.config.vortex === 'webhook') return;
      await reply.code(401).send({ error: 'who are you?' });
    });
    await app.register(vortexWebhook, { secret: SECRET });
    await app.register(vortexRoutes, { authenticate });
    const url = await listening(app);
    expect((await deliver(url)).status).toBe(200);
    expect((await token(url)).status).toBe(401);
    expect(seen).toEqual(['webhook', 'routes']);
  });
});

describe('fastify.vortex', () => {
  test('is the client of the routes, given or made when it is first used', async () => {
    const vortex = new Vortex(API_KEY);
    const app = started();
    await app.register(vortexRoutes, { authenticate, vortex });
    expect(app.vortex).toBe(vortex);

    const other = started();
    await other.register(vortexRoutes, { authenticate, vortex: { apiKey: API_KEY } });
    expect(other.vortex).toBeInstanceOf(Vortex);
    expect(other.vortex).toBe(other.vortex);

    const double = { ...vortex, generateToken: () => 'token of a double' } as unknown as Vortex;
    const tested = started();
    await tested.register(vortexRoutes, { authenticate, vortex: double });
    expect(tested.vortex).toBe(double);
  });

  test.each([
    ['null', null],
    ['a promise', Promise.resolve(API_KEY)],
    ['a map', new Map([['apiKey', API_KEY]])],
  ])('made from %s is refused while the app is built', async (_name, vortex) => {
    await expect(started().register(vortexRoutes, { authenticate, vortex: vortex as never })).rejects.toMatchObject({
      code: 'invalid_option',
    });
  });

  test('is not there when the client depends on the request', async () => {
    const app = started();
    await app.register(vortexRoutes, { authenticate, vortex: () => ({ apiKey: API_KEY }) });
    expect(app.hasDecorator('vortex')).toBe(false);
    expect((await token(await listening(app))).status).toBe(200);
  });

  test('of the first plugin stays when a second one is registered', async () => {
    const vortex = new Vortex(API_KEY);
    const app = started();
    await app.register(vortexRoutes, { authenticate, vortex });
    await app.register(vortexRoutes, { prefix: '/other', authenticate, vortex: { apiKey: API_KEY } });
    expect(app.vortex).toBe(vortex);
  });
});

describe('when the app closes', () => {
  test('events that were answered in the background have been handled', async () => {
    let handled = false;
    const app = started();
    await app.register(vortexWebhook, {
      secret: SECRET,
      background: true,
      onEvent: async () => {
        await new Promise((resolve) => setTimeout(resolve, 150));
        handled = true;
      },
    });
    expect((await deliver(await listening(app))).status).toBe(200);
    expect(handled).toBe(false);
    await app.close();
    expect(handled).toBe(true);
  });
});

test('failures of an app without a logger are on the console', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  const app = started();
  await app.register(vortexWebhook, { secret: SECRET, onEvent: () => Promise.reject(new TypeError('my own bug')) });
  expect((await deliver(await listening(app))).status).toBe(500);
  expect(said.mock.calls.map(String).join()).toContain('my own bug');
});

test('failures are in the log of their request, with code and stack', async () => {
  const lines: string[] = [];
  const app = started({ logger: { level: 'error', stream: { write: (line: string) => void lines.push(line) } } });
  await app.register(vortexWebhook, {
    secret: SECRET,
    onEvent: () => {
      throw new TypeError('my own bug');
    },
  });
  expect((await deliver(await listening(app))).status).toBe(500);
  const [line] = lines.map((one) => JSON.parse(one));
  expect(line).toMatchObject({ code: 'handler_failed', reqId: 'req-1', err: { message: 'my own bug' } });
  expect(line.err.stack).toContain('plugin.test.ts');
});

describe('a body parser of Express in front', () => {
  async function behindExpress(options: Parameters<typeof json>[0]): Promise<string> {
    const app = started();
    await app.register(express);
    app.use(json(options));
    await app.register(vortexWebhook, { secret: SECRET });
    await app.register(vortexRoutes, { authenticate, vortex: { apiKey: API_KEY } });
    return listening(app);
  }

  test('makes deliveries fail with the fix named', async () => {
    const answer = await deliver(await behindExpress({}));
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      code: 'raw_body_unavailable',
      error: expect.stringContaining('request.raw'),
    });
  });

  test('is no obstacle when it keeps the bytes, nor for the routes', async () => {
    const url = await behindExpress({ verify: (req, _res, buffer) => void Object.assign(req, { rawBody: buffer }) });
    expect((await deliver(url)).status).toBe(200);
    expect((await token(url)).status).toBe(200);
  });
});

test('inject() of the app works as a socket does', async () => {
  const app = started();
  await app.register(vortexWebhook, { secret: SECRET });
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  const sent = { method: 'POST' as const, url: '/webhooks/vortex', headers: { ...headers } };
  expect((await app.inject({ ...sent, payload: body })).json()).toEqual({ received: true });
  expect((await app.inject({ ...sent, payload: `${body} ` })).statusCode).toBe(401);
});
