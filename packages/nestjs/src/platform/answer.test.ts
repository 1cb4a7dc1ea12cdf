import {
  type ArgumentsHost,
  type CallHandler,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  HttpException,
  Module,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { map, type Observable, of, tap } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { Vortex, VortexModule, type VortexRequest } from '../index.ts';

/** As common as they are: every answer in an envelope, with a field of the answer's beside it. */
class Wrap implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler<{ message?: string }>): Observable<object> {
    return next.handle().pipe(map((data) => ({ data, message: data.message ?? 'ok' })));
  }
}

/** As that of @nestjs/cache-manager: by URL, for GET. */
class Cache implements NestInterceptor {
  readonly kept: Map<string, unknown> = new Map();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url } = context.switchToHttp().getRequest<VortexRequest>();
    if (method !== 'GET') return next.handle();
    if (this.kept.has(url)) return of(this.kept.get(url));
    return next.handle().pipe(tap((answer) => this.kept.set(url, answer)));
  }
}

class Breaking implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler<{ items: unknown[] }>): Observable<number> {
    return next.handle().pipe(map(({ items }) => items.length));
  }
}

@Catch()
class Reshape implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    const response = host.switchToHttp().getResponse<{ status(code: number): { send(body: object): unknown } }>();
    response.status(status).send({ reshaped: true });
  }
}

const vortex = Object.assign(new Vortex(API_KEY), {
  getInvitationsByTarget: async (_: string, value: string) => [{ id: `of ${value}` }],
});
const authenticate = ({ headers }: VortexRequest) => {
  const [name] = /^\w+/.exec(headers.cookie ?? '') ?? [];
  if (name === 'banned') throw new HttpException('banned', 418);
  return name === undefined ? null : { id: name, email: `${name}@example.com` };
};

@Module({
  imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET }, routes: { authenticate } })],
})
class Endpoints {}

describe.each(platforms)('on %s', (_, adapter) => {
  const start = (...interceptors: NestInterceptor[]) => {
    @Module({
      imports: [Endpoints],
      providers: [
        ...interceptors.map((useValue) => ({ provide: APP_INTERCEPTOR, useValue })),
        { provide: APP_FILTER, useClass: Reshape },
      ],
    })
    class App {}
    return startNest(App, adapter());
  };

  test.each([
    ['wraps', [new Wrap()]],
    ['caches', [new Cache()]],
    ['caches what another wraps', [new Cache(), new Wrap()]],
    ['breaks on what it does not know', [new Breaking()]],
  ])('an interceptor that %s changes nothing on the wire', async (_name, interceptors) => {
    const app = await start(...interceptors);
    const ada = { cookie: 'ada' };
    expect(await app.post('/api/vortex/token', {}, ada)).toMatchObject({
      status: 200,
      json: { token: expect.stringMatching(/^eyJ/) },
    });
    expect(await app.post('/api/vortex/token', {})).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    for (const time of ['first', 'second']) {
      const answer = await app.get('/api/vortex/nothing', ada);
      expect([time, answer]).toMatchObject([time, { status: 404, json: { code: 'route_not_found' } }]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect([time, await app.get('/webhooks/vortex')]).toMatchObject([time, { status: 405 }]);
    }
    expect(await app.deliver('member.created')).toMatchObject({ status: 200, json: { received: true } });
    expect((await app.post('/webhooks/vortex', {})).json).toMatchObject({ code: 'signature_missing' });
  });

  test('an interceptor that caches never gives one user what is another’s', async () => {
    const cache = new Cache();
    @Module({
      imports: [Endpoints],
      providers: [{ provide: APP_INTERCEPTOR, useValue: cache }],
    })
    class App {}
    const app = await startNest(App, adapter(), (nest) => {
      const client = nest.get(Vortex, { strict: false });
      client.getInvitationsByTarget = vortex.getInvitationsByTarget as never;
    });
    const list = (cookie: string) =>
      app.get('/api/vortex/invitations?targetType=email&targetValue=ada%40example.com', { cookie });
    expect(await list('ada')).toMatchObject({ status: 200, json: { invitations: [{ id: 'of ada@example.com' }] } });
    expect(await list('bob')).toMatchObject({ status: 403, json: { code: expect.any(String) } });
    expect(JSON.stringify([...cache.kept])).not.toContain('of ada');
  });

  test('what the app throws in `authenticate` is still the app’s filters’ to answer', async () => {
    const app = await start(new Wrap());
    const banned = await app.post('/api/vortex/token', {}, { cookie: 'banned' });
    expect(banned).toMatchObject({ status: 418, json: { reshaped: true } });
  });
});
