import {
  type ArgumentsHost,
  type CallHandler,
  Catch,
  ConflictException,
  Controller,
  type ExceptionFilter,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  Scope,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, REQUEST } from '@nestjs/core';
import { map } from 'rxjs';
import { beforeEach, describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import { OnVortexEvent, type VortexEvent, VortexModule, type VortexRequest, type WebhookContext } from '../index.ts';

const seen: unknown[] = [];
beforeEach(() => {
  seen.length = 0;
});

class Listener {
  @OnVortexEvent('invitation.accepted')
  accepted(event: VortexEvent<'invitation.accepted'>, context: WebhookContext<VortexRequest>): void {
    seen.push(['accepted', event.data.invitationId, context.request.method]);
  }
}

@Injectable()
class TeamService extends Listener {
  @OnVortexEvent(['invitation.created', 'invitation.deactivated'])
  async changed(event: VortexEvent<'invitation.created' | 'invitation.deactivated'>): Promise<void> {
    seen.push(['changed', event.type, this instanceof TeamService]);
  }

  @OnVortexEvent('member.created')
  @OnVortexEvent('group.member.added')
  joined(event: VortexEvent<'member.created' | 'group.member.added'>): void {
    seen.push(['joined', event.type]);
  }
}

@Injectable({ scope: Scope.REQUEST })
class RequestLog {
  readonly id: number = Math.random();
  readonly #request: VortexRequest;

  constructor(@Inject(REQUEST) request: VortexRequest) {
    this.#request = request;
  }

  agent(): unknown {
    return this.#request.headers['user-agent'];
  }
}

@Injectable()
class ScopedAudit {
  readonly #log: RequestLog;

  constructor(@Inject(RequestLog) log: RequestLog) {
    this.#log = log;
  }

  @OnVortexEvent('*')
  audit(event: VortexEvent): void {
    seen.push(['audit', event.type ?? event.name, this.#log.agent(), this.#log.id]);
  }
}

@Controller()
class AuditController {
  readonly #log: RequestLog;

  constructor(@Inject(RequestLog) log: RequestLog) {
    this.#log = log;
  }

  @OnVortexEvent('*')
  audit(): void {
    seen.push(['again', this.#log.id]);
  }
}

const vortex = VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET } });

describe.each(platforms)('@OnVortexEvent on %s', (_, adapter) => {
  test('calls the methods whose type it is, inherited ones too, with event and context', async () => {
    @Module({ imports: [vortex], providers: [TeamService, { provide: 'ALIAS', useExisting: TeamService }] })
    class App {}
    const app = await startNest(App, adapter());
    expect(await app.deliver('invitation.accepted', { invitationId: 'i-1' })).toMatchObject({
      status: 200,
      json: { received: true },
    });
    await app.deliver('invitation.deactivated');
    await app.deliver('member.created');
    await app.deliver('group.member.added');
    await app.deliver('email.complained');
    expect(seen).toEqual([
      ['accepted', 'i-1', 'POST'],
      ['changed', 'invitation.deactivated', true],
      ['joined', 'member.created'],
      ['joined', 'group.member.added'],
    ]);
  });

  test('calls a method once, however many tokens its provider has', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {
      @OnVortexEvent('invitation.accepted')
      accepted(): void {
        seen.push('transient');
      }
    }
    @Module({
      imports: [vortex],
      providers: [
        TeamService,
        { provide: 'SAME', useFactory: (service: TeamService) => service, inject: [TeamService] },
        Transient,
        { provide: 'ALIAS', useExisting: Transient },
      ],
    })
    class App {}
    await (await startNest(App, adapter())).deliver('invitation.accepted', { invitationId: 'i-1' });
    expect(seen).toEqual([['accepted', 'i-1', 'POST'], 'transient']);
  });

  test('calls those for all events, too, whether or not another one has named the type', async () => {
    class Counter {
      @OnVortexEvent('*')
      count(event: VortexEvent): void {
        seen.push(['count', event.type]);
      }
    }
    @Module({ imports: [vortex], providers: [TeamService, Counter] })
    class App {}
    const app = await startNest(App, adapter());
    await app.deliver('member.created');
    await app.deliver('email.complained');
    expect(seen).toEqual([
      ['joined', 'member.created'],
      ['count', 'member.created'],
      ['count', 'email.complained'],
    ]);
  });

  test('names each handler once when the app starts', async () => {
    @Module({ imports: [vortex], providers: [TeamService, ScopedAudit, RequestLog] })
    class App {}
    const { log } = await startNest(App, adapter());
    expect(log.filter((line) => line.includes('Mapped {') && !line.includes('/'))).toEqual([
      'log Mapped {invitation.created, invitation.deactivated} to TeamService.changed',
      'log Mapped {group.member.added} to TeamService.joined',
      'log Mapped {member.created} to TeamService.joined',
      'log Mapped {invitation.accepted} to TeamService.accepted',
      'log Mapped {*} to ScopedAudit.audit',
    ]);
  });

  test('calls request-scoped ones with the request, all of one event in one scope', async () => {
    @Module({ imports: [vortex], providers: [ScopedAudit, RequestLog], controllers: [AuditController] })
    class App {}
    const app = await startNest(App, adapter());
    await app.deliver('invitation.created');
    await app.deliver('invitation.accepted');
    expect(seen).toEqual([
      ['audit', 'invitation.created', 'node', expect.any(Number)],
      ['again', expect.any(Number)],
      ['audit', 'invitation.accepted', 'node', expect.any(Number)],
      ['again', expect.any(Number)],
    ]);
    const ids = seen.map((entry) => (entry as unknown[]).at(-1));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  test('works on a transient provider, which is made for each event', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Once {
      readonly id: number = Math.random();

      @OnVortexEvent('invitation.accepted')
      accepted(): void {
        seen.push(this.id);
      }
    }
    @Module({ imports: [vortex], providers: [Once] })
    class App {}
    const app = await startNest(App, adapter());
    await app.deliver('invitation.accepted');
    await app.deliver('invitation.accepted');
    expect(seen).toEqual([expect.any(Number), expect.any(Number)]);
    expect(seen[0]).not.toBe(seen[1]);
  });

  describe('that throws', () => {
    class NoSuchTeam extends Error {}

    @Injectable()
    class Failing {
      @OnVortexEvent('invitation.accepted')
      fail(): void {
        seen.push('failing');
        throw new NoSuchTeam('team 42 is gone');
      }
    }

    @Catch(NoSuchTeam)
    class NoSuchTeamFilter implements ExceptionFilter {
      catch(error: NoSuchTeam, host: ArgumentsHost): void {
        seen.push(['caught', error.message, host.switchToHttp().getRequest<VortexRequest>().method]);
        const response = host.switchToHttp().getResponse<{ status(code: number): { send(body: unknown): unknown } }>();
        response.status(409).send({ gone: true });
      }
    }

    @Catch(TypeError)
    class OtherFilter implements ExceptionFilter {
      catch(): void {
        seen.push('never');
      }
    }

    test('is answered as everywhere, logged, and not marked as handled', async () => {
      @Module({ imports: [vortex], providers: [Failing, { provide: APP_FILTER, useClass: OtherFilter }] })
      class App {}
      const app = await startNest(App, adapter());
      const answer = await app.deliver('invitation.accepted');
      expect(answer).toMatchObject({ status: 500, json: { code: 'handler_failed', error: expect.any(String) } });
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(app.log.filter((line) => line.startsWith('error'))).toEqual([
        expect.stringMatching(/^error Vortex webhook: .*\(handler_failed, event evt_\S+\) Error: team 42 is gone/),
        expect.stringMatching(/^error .*team 42 is gone$/),
      ]);
      expect(seen).toEqual(['failing']);
    });

    test('reaches the app’s exception filters as it was thrown, and they may answer', async () => {
      @Module({ imports: [vortex], providers: [Failing, { provide: APP_FILTER, useClass: NoSuchTeamFilter }] })
      class App {}
      const app = await startNest(App, adapter());
      expect(await app.deliver('invitation.accepted')).toMatchObject({ status: 409, json: { gone: true } });
      expect(seen).toEqual(['failing', ['caught', 'team 42 is gone', 'POST']]);
      expect(app.log.filter((line) => line.startsWith('error'))).toEqual([]);
    });

    test('with an HttpException is answered as that says', async () => {
      class Conflicting {
        @OnVortexEvent('invitation.accepted')
        fail(): void {
          throw new ConflictException('not yet');
        }
      }
      @Module({ imports: [vortex], providers: [Conflicting] })
      class App {}
      const app = await startNest(App, adapter());
      expect(await app.deliver('invitation.accepted')).toMatchObject({ status: 409, json: { message: 'not yet' } });
    });

    test('leaves the app’s own answers alone that look like Nest’s and are not', async () => {
      @Catch(Error)
      class OwnFilter implements ExceptionFilter {
        catch(_error: Error, host: ArgumentsHost): void {
          const response = host.switchToHttp().getResponse();
          const body = { statusCode: 500, message: 'Our own words' };
          if (response.raw) response.code(500).send(body);
          else response.status(500).json(body);
        }
      }
      @Module({ imports: [vortex], providers: [Failing, { provide: APP_FILTER, useClass: OwnFilter }] })
      class App {}
      const answer = await (await startNest(App, adapter())).deliver('invitation.accepted');
      expect(answer).toMatchObject({ status: 500, json: { message: 'Our own words' } });
    });

    test('keeps later handlers from running', async () => {
      @Module({ imports: [vortex], providers: [Failing, TeamService] })
      class App {}
      await (await startNest(App, adapter())).deliver('invitation.accepted');
      expect(seen).toEqual(['failing']);
    });
  });

  test('leaves one line in the log of a delivery that is refused, and a stack of one that could not be handled', async () => {
    const replayStore = {
      claim: () => Promise.reject(new Error('connect ECONNREFUSED')),
      complete: () => Promise.resolve(true),
      release: () => Promise.resolve(true),
    };
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET, replayStore } })] })
    class App {}
    const app = await startNest(App, adapter());
    const complaints = () => app.log.splice(0).filter((line) => /^(warn|error)/.test(line));
    expect((await app.post('/webhooks/vortex', {}, { 'x-vortex-signature': '0'.repeat(64) })).status).toBe(401);
    expect(complaints()).toEqual([expect.stringMatching(/^warn Vortex webhook: .*signature[^\n]*$/)]);
    expect((await app.deliver('invitation.accepted')).status).toBe(503);
    expect(complaints()).toEqual([
      expect.stringMatching(/^error Vortex webhook: .*store.*\n.*Error: connect ECONNREFUSED\n +at /),
    ]);
  });

  test('passes the app’s interceptors, which surround its handlers and see the answer, but don’t change it', async () => {
    @Injectable()
    class Wrap implements NestInterceptor {
      intercept(_: unknown, next: CallHandler) {
        seen.push('before');
        return next.handle().pipe(
          map((data: unknown) => {
            seen.push(`after ${JSON.stringify(data)}`);
            return { wrapped: data };
          }),
        );
      }
    }
    @Module({ imports: [vortex], providers: [TeamService, { provide: APP_INTERCEPTOR, useClass: Wrap }] })
    class App {}
    const app = await startNest(App, adapter());
    expect(await app.deliver('invitation.accepted')).toMatchObject({ status: 200, json: { received: true } });
    expect(seen[0]).toBe('before');
    expect(seen.at(-1)).toBe('after {"received":true}');
    expect(seen.length).toBeGreaterThan(2);
  });

  test('does not begin after the time-out of one before it, be that decorated or of the options', async () => {
    const late = () => new Promise((resolve) => setTimeout(resolve, 80));
    class Slow {
      @OnVortexEvent('invitation.accepted')
      async accepted(): Promise<void> {
        seen.push('slow');
        await late();
      }
    }
    class Next {
      @OnVortexEvent('*')
      next(): void {
        seen.push('next');
      }
    }
    const settings = { secret: SECRET, handlerTimeout: 20 };
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: settings })], providers: [Slow, Next] })
    class Decorated {}
    @Module({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { ...settings, onEvent: late } })],
      providers: [Next],
    })
    class Optional {}
    for (const App of [Decorated, Optional]) {
      const app = await startNest(App, adapter());
      expect(await app.deliver('invitation.accepted')).toMatchObject({
        status: 500,
        json: { code: 'handler_timeout' },
      });
      await late();
    }
    expect(seen).toEqual(['slow']);
  });

  test.each([
    { background: false, isGlobal: false },
    { background: false, isGlobal: true },
    { background: true, isGlobal: true },
  ])('has finished what it had begun when the app is closed, before anything it needs is: %o', async (settings) => {
    const { background, isGlobal } = settings;
    class Closing {
      onModuleDestroy(): void {
        seen.push('destroyed');
      }
    }

    @Injectable()
    class Slow extends Closing {
      @OnVortexEvent('invitation.accepted')
      async accepted(): Promise<void> {
        seen.push('begun');
        await new Promise((resolve) => setTimeout(resolve, 300));
        seen.push('finished');
      }
    }
    @Module({ providers: [Closing] })
    class Deep {}
    @Module({ imports: [Deep] })
    class Feature {}
    @Module({
      imports: [Feature, VortexModule.forRoot({ apiKey: API_KEY, isGlobal, webhook: { secret: SECRET, background } })],
      providers: [Slow],
    })
    class App {}
    const app = await startNest(App, adapter());
    const answer = app.deliver('invitation.accepted');
    await expect.poll(() => seen).toContain('begun');
    await app.app.close();
    expect(seen).toEqual(['begun', 'finished', 'destroyed', 'destroyed']);
    expect((await answer).status).toBe(200);
  });

  test('has finished all that it had begun when the app is closed, not only the first', async () => {
    class Slow {
      @OnVortexEvent('*')
      async any({ type }: VortexEvent): Promise<void> {
        seen.push('begun');
        await new Promise((resolve) => setTimeout(resolve, type === 'member.created' ? 400 : 50));
        seen.push(type);
      }
    }
    @Module({ imports: [vortex], providers: [Slow] })
    class App {}
    const app = await startNest(App, adapter());
    const answers = [app.deliver('member.created'), app.deliver('email.complained')];
    await expect.poll(() => seen).toEqual(['begun', 'begun']);
    await app.app.close();
    expect(seen.slice(2)).toEqual(['email.complained', 'member.created']);
    expect(await Promise.all(answers)).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  test('that comes while the app is being closed delays no other module', async () => {
    class Closing {
      onModuleDestroy(): void {
        seen.push('destroyed');
      }
    }

    @Injectable()
    class Slow {
      @OnVortexEvent('*')
      async any({ type }: VortexEvent): Promise<void> {
        seen.push(`${type} begun`);
        await new Promise((resolve) => setTimeout(resolve, type === 'invitation.accepted' ? 400 : 900));
        seen.push(`${type} finished`);
      }
    }
    @Module({ imports: [vortex], providers: [Slow, Closing] })
    class App {}
    const app = await startNest(App, adapter());
    const first = app.deliver('invitation.accepted');
    await expect.poll(() => seen).toContain('invitation.accepted begun');
    const closed = app.app.close();
    const second = await app.deliver('abtest.started');
    // Fastify waits for the connection that the second one came on.
    app.app.getHttpServer().closeAllConnections();
    await closed;
    expect(seen).toEqual([
      'invitation.accepted begun',
      'abtest.started begun',
      'invitation.accepted finished',
      'destroyed',
      'abtest.started finished',
    ]);
    expect([(await first).status, second.status]).toEqual([200, 200]);
  });

  test('that comes when the last module lets go is finished before the app has closed', async () => {
    let app: Awaited<ReturnType<typeof startNest>> | undefined;
    class Closing {
      async onModuleDestroy(): Promise<void> {
        expect((await app?.deliver('member.created'))?.status).toBe(200);
        seen.push('destroyed');
      }
    }

    @Injectable()
    class Slow {
      @OnVortexEvent('member.created')
      async created(): Promise<void> {
        await new Promise((resolve) => setTimeout(resolve, 300));
        seen.push('finished');
      }
    }
    const webhook = { secret: SECRET, background: true };
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook })], providers: [Slow, Closing] })
    class App {}
    app = await startNest(App, adapter());
    await app.app.close();
    expect(seen).toEqual(['destroyed', 'finished']);
  });
});

describe('@OnVortexEvent', () => {
  test('with a type that no event has is an error when the app starts', async () => {
    class Typo {
      @OnVortexEvent('invitation_accepted' as 'invitation.accepted')
      accepted(): void {}
    }
    @Module({ imports: [vortex], providers: [Typo] })
    class App {}
    await expect(startNest(App)).rejects.toThrow(
      /@OnVortexEvent on Typo\.accepted names "invitation_accepted".*invitation\.accepted/,
    );
  });

  test('for an instance that does not exist is an error when the app starts', async () => {
    class Lost {
      @OnVortexEvent('member.created', { instance: 'acme' })
      joined(): void {}
    }
    @Module({ imports: [vortex], providers: [Lost] })
    class App {}
    await expect(startNest(App)).rejects.toThrow(/Lost\.joined listens to the instance "acme"/);
  });

  test('without a webhook endpoint is a warning', async () => {
    @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY })], providers: [TeamService] })
    class App {}
    const { log } = await startNest(App);
    expect(log.filter((line) => line.startsWith('warn'))).toEqual([expect.stringContaining('webhook: {}')]);
  });

  test('takes only methods that fit the event', () => {
    class Checked {
      // @ts-expect-error The event is another one.
      @OnVortexEvent('invitation.accepted')
      other(_event: VortexEvent<'member.created'>): void {}

      // @ts-expect-error There is no such type.
      @OnVortexEvent('invitation.acepted')
      typo(): void {}

      @OnVortexEvent('*')
      all(_event: VortexEvent, _context: WebhookContext<{ readonly ip: string }>): void {}
    }
    expect(new Checked()).toBeDefined();
  });
});
