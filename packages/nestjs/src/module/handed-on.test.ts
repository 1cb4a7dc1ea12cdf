import { type ArgumentsHost, Catch, Controller, type ExceptionFilter, Module, Post, UseGuards } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { afterEach, describe, expect, test } from 'vitest';
import { API_KEY, platforms, type Running, SECRET, startNest } from '../../test/nest-app.ts';
import { VortexModule, type VortexModuleOptions, VortexWebhookGuard } from '../index.ts';

class Bug extends Error {}

const fail = (): never => {
  throw new Bug('my own bug');
};

const caught: string[] = [];
afterEach(() => {
  caught.length = 0;
});

@Catch(Bug)
class BugFilter implements ExceptionFilter {
  catch({ message }: Bug, host: ArgumentsHost): void {
    caught.push(message);
    host.switchToHttp().getResponse<{ status(code: number): { send(body: unknown): unknown } }>().status(418).send({});
  }
}

const errors = ({ log }: Running): string[] => log.filter((line) => line.startsWith('error'));

describe.each(platforms)('what the app’s functions throw on %s', (_, adapter) => {
  const start = (options: VortexModuleOptions, ...filters: (typeof BugFilter)[]): Promise<Running> => {
    @Controller()
    class Own {
      @Post('own')
      @UseGuards(VortexWebhookGuard)
      receive(): void {}
    }
    @Module({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, ...options })],
      controllers: [Own],
      providers: filters.map((useClass) => ({ provide: APP_FILTER, useClass })),
    })
    class App {}
    return startNest(App, adapter());
  };
  const routes = { authenticate: fail };
  const answers = async (app: Running): Promise<number[]> => [
    (await app.post('/api/vortex/token', '')).status,
    (await app.deliver('invitation.accepted')).status,
  ];

  test('goes to exception filters with rethrow, from routes, handlers and secrets', async () => {
    const webhook = { secret: SECRET, onEvent: fail, rethrow: true };
    const app = await start({ webhook, routes: { ...routes, rethrow: true } }, BugFilter);
    expect(await answers(app)).toEqual([418, 418]);
    const other = await start({ webhook: { secret: fail, rethrow: true } }, BugFilter);
    expect((await other.deliver('invitation.accepted')).status).toBe(418);
    expect((await other.deliver('invitation.accepted', {}, '/own')).status).toBe(418);
    expect(caught).toEqual(Array(4).fill('my own bug'));
    expect([...errors(app), ...errors(other)]).toEqual([]);
  });

  test('is logged once by Nest where no filter answers, and of a webhook with the event it was', async () => {
    const webhook = { secret: SECRET, onEvent: fail };
    const app = await start({ webhook, routes: { ...routes, rethrow: true } });
    expect(await answers(app)).toEqual([500, 500]);
    expect(errors(app)).toEqual([
      'error Error: my own bug',
      expect.stringMatching(/^error Vortex webhook: .*\(handler_failed, event \S+\) Error: my own bug\nundefined$/),
      'error Error: my own bug',
    ]);
  });

  test('stays with the module with rethrow: false, which answers and logs it', async () => {
    const webhook = { secret: SECRET, onEvent: fail, rethrow: false, logger: undefined };
    const app = await start({ webhook, routes }, BugFilter);
    expect(await answers(app)).toEqual([500, 500]);
    expect(caught).toEqual([]);
    expect(errors(app)).toEqual([
      expect.stringMatching(/^error A Vortex route answered 500: .*\(authenticate_failed\).*/),
      expect.stringMatching(/^error Vortex webhook: .*\(handler_failed, event .*\n.*my own bug\n +at /),
    ]);
  });

  test('is logged nowhere with logger: false', async () => {
    const webhook = { secret: SECRET, onEvent: fail, logger: false } as const;
    const app = await start({ webhook, routes: { ...routes, logger: false } }, BugFilter);
    expect(await answers(app)).toEqual([500, 500]);
    expect(errors(app)).toEqual([]);
  });

  test('is logged with its stack where a handler fails after its time-out, when no filter can answer', async () => {
    const onEvent = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      fail();
    };
    const app = await start({ webhook: { secret: SECRET, onEvent, handlerTimeout: 20 } }, BugFilter);
    expect((await app.deliver('invitation.accepted')).status).toBe(500);
    await expect.poll(() => errors(app)).toHaveLength(2);
    expect(errors(app)[1]).toMatch(/^error Vortex webhook: .*\(handler_failed, event .*\n.*my own bug\n +at /);
    expect(caught).toEqual([]);
  });
});
