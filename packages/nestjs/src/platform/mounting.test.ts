import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Injectable,
  Module,
  Post,
  Req,
  SetMetadata,
  UseGuards,
  VERSION_NEUTRAL,
  VersioningType,
} from '@nestjs/common';
import { type AbstractHttpAdapter, APP_GUARD, Reflector } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { VortexModule, type VortexRequest } from '../index.ts';

const Public = () => SetMetadata('public', true);

@Injectable()
class ClosedGuard implements CanActivate {
  readonly #reflector: Reflector;

  constructor(reflector: Reflector) {
    this.#reflector = reflector;
  }

  canActivate(context: ExecutionContext): boolean {
    return this.#reflector.getAllAndOverride('public', [context.getHandler(), context.getClass()]) === true;
  }
}

@Injectable()
class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest<VortexRequest>().headers['x-let-me-in'] === 'yes';
  }
}

@Controller()
class EchoController {
  @Post('echo')
  echo(@Body() body: unknown, @Req() request: { rawBody?: Buffer }) {
    return { body, raw: request.rawBody?.toString() };
  }
}

const routes = { authenticate: () => ({ id: 'ada' }) };
const webhook = { secret: SECRET };

describe.each(platforms)('on %s', (name, adapter) => {
  const trusting = () => {
    if (name === 'fastify') return new FastifyAdapter({ trustProxy: true });
    const platform = new ExpressAdapter();
    platform.set('trust proxy', 'loopback');
    return platform;
  };

  test('the controllers stand where they are put', async () => {
    @Module({
      imports: [
        VortexModule.forRoot({
          apiKey: API_KEY,
          webhook: { ...webhook, path: 'hooks/:tenant/invitations' },
          routes: { ...routes, path: '/:tenant/vortex/' },
        }),
      ],
    })
    class App {}
    const app = await startNest(App, adapter());
    expect((await app.deliver('member.created', {}, '/hooks/acme/invitations')).status).toBe(200);
    expect((await app.post('/acme/vortex/token', {})).status).toBe(200);
    expect((await app.post('/acme/vortex/nothing', {})).json).toMatchObject({ code: 'route_not_found' });
    expect((await app.deliver('member.created')).status).toBe(404);
    expect((await app.post('/vortex/token', {})).status).toBe(404);
  });

  test('they honour global prefix and versioning', async () => {
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook, routes: { ...routes, path: 'vortex' } })] })
    class Prefixed {}
    const prefixed = await startNest(Prefixed, adapter(), (app) => {
      app.setGlobalPrefix('api', { exclude: ['webhooks/vortex'] });
    });
    expect((await prefixed.post('/api/vortex/token', {})).status).toBe(200);
    expect((await prefixed.deliver('member.created')).status).toBe(200);

    @Module({
      imports: [
        VortexModule.forRoot({
          apiKey: API_KEY,
          webhook: { ...webhook, version: VERSION_NEUTRAL },
          routes: { ...routes, version: '2' },
        }),
      ],
    })
    class Versioned {}
    const versioned = await startNest(Versioned, adapter(), (app) => {
      app.setGlobalPrefix('rest');
      app.enableVersioning({ type: VersioningType.URI });
    });
    expect((await versioned.post('/rest/v2/api/vortex/token', {})).status).toBe(200);
    expect((await versioned.post('/rest/api/vortex/token', {})).status).toBe(404);
    expect((await versioned.deliver('member.created', {}, '/rest/webhooks/vortex')).status).toBe(200);

    @Module({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { ...webhook, version: '1' }, routes })],
    })
    class ByHeader {}
    const byHeader = await startNest(ByHeader, adapter(), (app) => {
      app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version', defaultVersion: '1' });
    });
    expect((await byHeader.post('/api/vortex/token', {}, { 'x-version': '1' })).status).toBe(200);
    expect((await byHeader.post('/api/vortex/token', {}, { 'x-version': '2' })).status).toBe(404);
  });

  test('they answer a target in absolute form, as proxies send it', async () => {
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook, routes })] })
    class App {}
    const { url, signed } = await startNest(App, adapter());
    const post = async (path: string, headers: object, body: string): Promise<unknown> => {
      const sent = request(url, { method: 'POST', path: `http://app.test${path}`, headers: { ...headers } }).end(body);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      return [answer.statusCode, await json(answer)];
    };
    const { body, headers } = signed('member.created');
    expect(await post('/webhooks/vortex?from=proxy', headers, body)).toEqual([200, { received: true }]);
    const sent = { 'content-type': 'application/json' };
    expect(await post('/api/vortex/jwt?from=proxy', sent, '{}')).toEqual([200, { jwt: expect.any(String) }]);
    expect(await post('/api/vortex', sent, '{}')).toMatchObject([404, { code: 'route_not_found' }]);
  });

  test('they take the host that a proxy names, if the platform trusts the proxy', async () => {
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, routes })] })
    class App {}
    const statuses = async (platform: AbstractHttpAdapter) => {
      const app = await startNest(App, platform);
      const ask = async (host: string, forwarded: string) => {
        const headers = { origin: `https://${host}`, 'x-forwarded-host': forwarded };
        return (await app.post('/api/vortex/jwt', {}, headers)).status;
      };
      return [
        await ask('www.test', 'www.test'),
        await ask('www.test', 'www.test:8443'),
        await ask('first.test', 'first.test , last.test'),
        await ask('last.test', 'first.test , last.test'),
      ];
    };
    expect(await statuses(adapter())).toEqual([403, 403, 403, 403]);
    expect(await statuses(trusting())).toEqual(name === 'express' ? [200, 403, 200, 403] : [200, 403, 403, 200]);
  });

  test('they have the guards of the app, and the decorators that exempt them', async () => {
    const app = (decorators: ClassDecorator[]) => {
      @Module({
        imports: [
          VortexModule.forRoot({
            apiKey: API_KEY,
            webhook: { ...webhook, decorators },
            routes: { ...routes, decorators },
          }),
        ],
        providers: [{ provide: APP_GUARD, useClass: ClosedGuard }],
      })
      class App {}
      return startNest(App, adapter());
    };
    const closed = await app([]);
    expect((await closed.deliver('member.created')).status).toBe(403);
    expect((await closed.post('/api/vortex/token', {})).status).toBe(403);
    const open = await app([Public()]);
    expect((await open.deliver('member.created')).status).toBe(200);
    expect((await open.post('/api/vortex/token', {})).status).toBe(200);
    const guarded = await app([Public(), UseGuards(HeaderGuard)]);
    expect((await guarded.post('/api/vortex/token', {})).status).toBe(403);
    expect((await guarded.post('/api/vortex/token', {}, { 'x-let-me-in': 'yes' })).status).toBe(200);
  });

  test.each([false, true])('with rawBody: %s the app’s own routes are parsed as before', async (rawBody) => {
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook, routes })], controllers: [EchoController] })
    class App {}
    const app = await startNest(App, adapter(), undefined, { rawBody });
    expect((await app.post('/echo', '{"a": 1}')).json).toEqual({ body: { a: 1 }, ...(rawBody && { raw: '{"a": 1}' }) });
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.post('/api/vortex/token', { context: {} })).status).toBe(200);
  });

  test('an app of the testing module works as any', async () => {
    const testing = await Test.createTestingModule({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook, routes })],
    }).compile();
    const app = testing.createNestApplication(adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await app.getUrl()}/webhooks/vortex`, { method: 'POST', body: '{}' });
    await app.close();
    expect(answer.status).toBe(401);
  });
});

describe('on express', () => {
  @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook, routes })], controllers: [EchoController] })
  class App {}

  test('parsers that the app brings itself pass on webhooks too', async () => {
    const app = await startNest(App, undefined, (nest) => nest.use(express.json(), express.text({ type: '*/*' })), {
      bodyParser: false,
    });
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.post('/echo', { a: 1 })).json.body).toEqual({ a: 1 });

    const server = express();
    server.use(express.json());
    const existing = await startNest(App, new ExpressAdapter(server));
    expect((await existing.deliver('member.created')).status).toBe(200);
  });

  test('parsers for a path pass on what is ours there, and nothing else', async () => {
    @Controller('below')
    class BelowController extends EchoController {
      @Post('webhooks/vortex')
      below(@Body() body: unknown) {
        return { body };
      }
    }
    @Module({ imports: [App], controllers: [BelowController] })
    class WithBelow {}
    const app = await startNest(WithBelow, undefined, (nest) => nest.use(['/webhooks', '/below'], express.json()), {
      bodyParser: false,
    });
    expect((await app.deliver('member.created')).status).toBe(200);
    expect((await app.post('/below/webhooks/vortex', { a: 1 })).json).toEqual({ body: { a: 1 } });
  });

  test('an app that another one serves below a path works as any', async () => {
    const inner = express();
    const app = await startNest(App, new ExpressAdapter(inner));
    const outer = express().use('/base', inner).listen(0, '127.0.0.1');
    onTestFinished(() => void outer.close());
    await once(outer, 'listening');
    const { body, headers } = signedWebhook(createWebhookEvent('member.created'), { secret: SECRET });
    const url = `http://127.0.0.1:${(outer.address() as AddressInfo).port}/base`;
    const delivered = await fetch(`${url}/webhooks/vortex`, { method: 'POST', headers, body });
    expect(delivered.status).toBe(200);
    const token = await fetch(`${url}/api/vortex/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(token.status).toBe(200);
    expect((await app.deliver('member.created')).status).toBe(200);
  });
});

test('on a platform that is neither, the app says at start what to change', async () => {
  class OtherAdapter extends ExpressAdapter {
    override getType(): string {
      return 'other';
    }
  }
  @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook })] })
  class App {}
  const adapter: AbstractHttpAdapter = new OtherAdapter();
  const app = await startNest(App, adapter, undefined, { rawBody: true });
  expect(app.log.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining('{ rawBody: true }')]);
  expect((await app.deliver('member.created')).status).toBe(200);
});
