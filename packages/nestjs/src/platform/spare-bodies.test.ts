import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { Body, Controller, Get, Module, Post, UseGuards, Version, VersioningType } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import express, { type RequestHandler } from 'express';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { VortexEvent, VortexModule, type VortexRequest, VortexWebhookGuard } from '../index.ts';

@Controller('hooks')
class HooksController {
  @Post('settings')
  settings(@Body() body: unknown) {
    return { body };
  }

  @Post(':tenant')
  @UseGuards(VortexWebhookGuard)
  receive(@VortexEvent() event: VortexEvent) {
    return { type: event.type };
  }

  @Get(':tenant')
  get() {
    return { got: true };
  }

  @Post(':tenant/members')
  members(@Body() body: unknown) {
    return { body };
  }
}

const modules = [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET } })];
@Module({ imports: modules, controllers: [HooksController] })
class App {}

const warnings = (log: readonly string[]): string[] => log.filter((line) => line.startsWith('warn'));

describe.each(platforms)('on %s', (_, adapter) => {
  test('a guarded webhook with a path parameter leaves the bodies of its sibling routes alone', async () => {
    const app = await startNest(App, adapter());
    expect((await app.post('/hooks/settings', { a: 1 })).json).toEqual({ body: { a: 1 } });
    expect((await app.post('/hooks/acme/members', { a: 1 })).json).toEqual({ body: { a: 1 } });
    expect((await app.get('/hooks/acme')).json).toEqual({ got: true });
    expect((await app.deliver('member.created', {}, '/hooks/acme')).json).toEqual({ type: 'member.created' });
    expect(warnings(app.log)).toEqual([]);
  });

  test.each([
    ['header', { type: VersioningType.HEADER, header: 'x-version' }] as const,
    ['Accept', { type: VersioningType.MEDIA_TYPE, key: 'v=' }] as const,
  ])('so does one that shares its path with another version by %s', async (by, versioning) => {
    @Controller('versioned')
    class Versioned {
      @Post()
      @Version('1')
      @UseGuards(VortexWebhookGuard)
      receive(@VortexEvent() event: VortexEvent) {
        return { type: event.type };
      }

      @Post()
      @Version('2')
      echo(@Body() body: unknown) {
        return { body };
      }
    }
    @Module({ imports: modules, controllers: [Versioned] })
    class WithVersions {}
    const app = await startNest(WithVersions, adapter(), (nest) => nest.enableVersioning(versioning));
    const of = (version: string): Record<string, string> =>
      by === 'header' ? { 'x-version': version } : { accept: `application/json;v=${version}` };
    const { body, headers } = app.signed('member.created');
    expect((await app.post('/versioned', body, { ...headers, ...of('1') })).json).toEqual({ type: 'member.created' });
    expect((await app.post('/versioned', { a: 1 }, of('2'))).json).toEqual({ body: { a: 1 } });
  });

  test('what stands between parser and route sees the headers of all other requests as they came', async () => {
    const seen: unknown[] = [];
    const app = await startNest(App, adapter(), (nest) => {
      nest.use((req: IncomingMessage, _res: unknown, next: () => void) => {
        seen.push([req.url, Number(req.headers['content-length']) > 0]);
        next();
      });
    });
    await app.post('/hooks/settings', { a: 1 });
    expect(seen).toEqual([['/hooks/settings', true]]);
  });

  test('a handler of a webhook finds the request’s headers as they came', async () => {
    const lengths: unknown[] = [];
    const onEvent = (_event: object, { request }: { request: VortexRequest }): void => {
      lengths.push(Number(request.headers['content-length']) > 0, request.headers['content-type']);
    };
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET, onEvent } })] })
    class Listening {}
    const app = await startNest(Listening, adapter());
    expect((await app.deliver('member.created')).status).toBe(200);
    expect(lengths).toEqual([true, 'application/json']);
  });
});

describe('on express', () => {
  const parse = express.json();
  const agent = (handler: RequestHandler): RequestHandler =>
    function patched(req, res, next) {
      return handler(req, res, next);
    };
  interface Layer {
    handle: RequestHandler;
    readonly route?: { readonly stack: Layer[] };
  }

  test.each([
    ['wrapped by the app', agent(parse)],
    ['for all paths but one', agent((req, res, next) => (req.path === '/health' ? next() : parse(req, res, next)))],
  ])('a parser %s passes webhooks on', async (_, parser) => {
    const app = await startNest(App, undefined, (nest) => nest.use(parser), { bodyParser: false });
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.post('/hooks/settings', { a: 1 })).json).toEqual({ body: { a: 1 } });
  });

  test('an agent that replaces every handler of the app, and its name, changes nothing', async () => {
    const app = await startNest(App, undefined, (nest) => {
      const server: { router: { stack: Layer[] } } = nest.getHttpAdapter().getInstance();
      const { push } = server.router.stack;
      const wrapAll = (layers: readonly Layer[]): void => {
        for (const layer of layers) {
          layer.handle = agent(layer.handle);
          queueMicrotask(() => wrapAll(layer.route?.stack ?? []));
        }
      };
      server.router.stack.push = (...layers: Layer[]) => {
        wrapAll(layers);
        return push.apply(server.router.stack, layers);
      };
    });
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.deliver('member.created', {}, '/hooks/acme')).status).toBe(201);
    expect((await app.post('/hooks/settings', { a: 1 })).json).toEqual({ body: { a: 1 } });
  });

  test.each([
    ['/Webhooks/VORTEX', 200],
    ['/webhooks/vortex/', 200],
    ['/HOOKS/acme/', 201],
  ])('parsers pass on %s too, which Express takes for a webhook’s path', async (path, status) => {
    const app = await startNest(App);
    expect((await app.deliver('member.created', {}, path)).status).toBe(status);
    expect((await app.post('/Hooks/settings/', { a: 1 })).json).toEqual({ body: { a: 1 } });
  });

  test('middleware that reads the body itself is answered with what to change', async () => {
    const app = await startNest(App, undefined, (nest) =>
      nest.use((req: IncomingMessage, _res: unknown, next: () => void) => void req.on('end', next).resume()),
    );
    expect(await app.deliver('member.created')).toMatchObject({
      status: 500,
      json: { code: 'raw_body_unavailable', error: expect.stringContaining('rawBody: true') },
    });
  });

  test('an app that does not let its middleware be seen says at start what to change, once', async () => {
    const server = express();
    const hidden = new Proxy(server, {
      get: (target, name) => {
        const value: unknown = name === 'router' ? undefined : Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    @Module({
      imports: [...modules, VortexModule.forRoot({ name: 'acme', apiKey: API_KEY, webhook: { secret: SECRET } })],
      controllers: [HooksController],
    })
    class Two {}
    const app = await startNest(Two, new ExpressAdapter(hidden));
    expect(warnings(app.log)).toEqual([
      expect.stringMatching(/the webhook endpoint, HooksController\.receive .*\{ rawBody: true \}/),
      expect.stringMatching(/the webhook endpoint on .*\{ rawBody: true \}/),
    ]);
  });
});

describe('on fastify', () => {
  test('hooks of a route before its handler see the headers as they came', async () => {
    const seen: unknown[] = [];
    const look = (request: VortexRequest, _reply: unknown, done: () => void) => {
      seen.push(request.headers['content-type'], Number(request.headers['content-length']) > 0);
      done();
    };
    const adapter: AbstractHttpAdapter = new FastifyAdapter();
    adapter.getInstance().addHook('onRoute', (route: { preValidation?: unknown }) => {
      route.preValidation = [route.preValidation ?? [], look].flat();
    });
    const app = await startNest(App, adapter);
    expect((await app.deliver('member.created')).status).toBe(200);
    expect(seen).toEqual(['application/json', true]);
  });

  test('a hook of the app that parses bodies itself leaves the routes theirs, and webhooks say what to change', async () => {
    const adapter: AbstractHttpAdapter = new FastifyAdapter();
    const parse = async (request: { readonly raw: IncomingMessage; body: unknown }) => {
      request.body ??= await json(request.raw);
    };
    adapter.getInstance().addHook('preHandler', parse);
    const authenticate = () => ({ id: 'ada', scopes: [{ type: 'team', id: '42' }] });
    @Module({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET }, routes: { authenticate } })],
    })
    class Parsing {}
    const app = await startNest(Parsing, adapter);
    const statusFor = async (scope: string) =>
      (await app.post('/api/vortex/jwt', { context: { scopeType: 'team', scope } })).status;
    expect([await statusFor('42'), await statusFor('43')]).toEqual([200, 403]);
    expect((await app.deliver('member.created')).json).toMatchObject({ code: 'raw_body_unavailable' });
  });

  test('an agent that wraps handlers in an earlier hook changes nothing', async () => {
    const adapter: AbstractHttpAdapter = new FastifyAdapter();
    adapter.getInstance().addHook('onRoute', (route: { handler: (...values: unknown[]) => unknown }) => {
      const { handler } = route;
      route.handler = function handlerWrapped(this: unknown, ...values) {
        return handler.apply(this, values);
      };
    });
    const app = await startNest(App, adapter);
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.deliver('member.created', {}, '/hooks/acme')).status).toBe(201);
    expect(warnings(app.log)).toEqual([]);
  });
});
