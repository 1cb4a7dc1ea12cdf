import {
  Body,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Test } from '@nestjs/testing';
import { Vortex } from '@vortex/core';
import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import { describe, expect, test } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import {
  UseVortex,
  type VerifiedToken,
  VortexEvent,
  VortexModule,
  type VortexRequest,
  VortexToken,
  VortexTokenGuard,
  VortexWebhookGuard,
} from '../index.ts';

const ACME_KEY = 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key';

@Injectable()
class ProductionGuard extends VortexWebhookGuard {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<VortexRequest>();
    return (await super.canActivate(context)) && headers['x-environment'] === 'production';
  }
}

@Controller('hooks/:tenant')
class HooksController {
  @Post('production')
  @UseGuards(ProductionGuard)
  production(@VortexEvent() event: VortexEvent) {
    return { type: event.type };
  }

  @Post('invitations')
  @UseGuards(VortexWebhookGuard)
  receive(@VortexEvent() event: VortexEvent, @Body() body: { type?: string }) {
    return { type: event.type, same: body.type };
  }

  @Post('open')
  open(@Body() body: unknown) {
    return { body };
  }
}

@Controller('guarded')
@UseGuards(VortexWebhookGuard)
@UseVortex('acme')
class GuardedController {
  @Post('*tail')
  receive(@VortexEvent() event: VortexEvent<'member.created'>) {
    return { type: event.type };
  }
}

@Controller('data')
@UseGuards(VortexTokenGuard)
class DataController {
  @Get()
  data(@VortexToken() { userId, kind }: VerifiedToken, @Req() _request: unknown) {
    return { userId, kind };
  }

  @Get('acme')
  @UseVortex('acme')
  acme(@VortexToken() token: VerifiedToken) {
    return { kid: token.kid };
  }
}

@Module({ controllers: [HooksController, DataController] })
class Feature {}

@Module({
  imports: [
    Feature,
    VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET } }),
    VortexModule.forRoot({ name: 'acme', apiKey: ACME_KEY, webhook: { secret: SECRET } }),
  ],
})
class App {}

describe.each(platforms)('on %s', (name, adapter) => {
  test('VortexWebhookGuard lets verified events through, on the bytes as they came', async () => {
    const app = await startNest(App, adapter());
    const answer = await app.deliver('invitation.accepted', { name: 'zoë' }, '/hooks/acme/invitations');
    expect(answer).toMatchObject({ status: 201, json: { type: 'invitation.accepted', same: 'invitation.accepted' } });
    const forged = await app.post('/hooks/acme/invitations', {}, { 'x-vortex-signature': 'a'.repeat(64) });
    expect(forged).toMatchObject({ status: 401, json: { code: 'signature_invalid', error: expect.any(String) } });
    expect((await app.post('/hooks/acme/invitations', {})).json).toMatchObject({ code: 'signature_missing' });
    expect((await app.post('/hooks/acme/open', { a: 1 })).json).toEqual({ body: { a: 1 } });
  });

  test('VortexWebhookGuard refuses what is older than maxAge, as the endpoint does', async () => {
    @Module({
      imports: [Feature, VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET, maxAge: 60_000 } })],
    })
    class Limited {}
    // A method of Feature asks for another instance.
    @Module({
      imports: [Limited, VortexModule.forRoot({ name: 'acme', apiKey: ACME_KEY, webhook: { secret: SECRET } })],
    })
    class LimitedApp {}
    const app = await startNest(LimitedApp, adapter());
    const answers = [61_000, 0].map(async (age) => {
      const event = { ...createWebhookEvent('member.created'), timestamp: new Date(Date.now() - age).toISOString() };
      const { body, headers } = signedWebhook(event, { secret: SECRET });
      return (await app.post('/hooks/acme/invitations', body, { ...headers })).json;
    });
    expect(await Promise.all(answers)).toMatchObject([{ code: 'event_too_old' }, { type: 'member.created' }]);
  });

  test('VortexWebhookGuard lets a delivery through that comes again: only the controller knows whether it is done', async () => {
    const app = await startNest(App, adapter());
    const { body, headers } = app.signed('invitation.accepted');
    for (let i = 0; i < 2; i++) {
      const answer = await app.post('/hooks/acme/invitations', body, headers);
      expect(answer).toMatchObject({ status: 201, json: { type: 'invitation.accepted' } });
    }
  });

  test('a guard that extends VortexWebhookGuard gets the bytes too, and may refuse more', async () => {
    const app = await startNest(App, adapter());
    const { body, headers } = signedWebhook(createWebhookEvent('member.created'), { secret: SECRET });
    const deliver = (environment: string) =>
      app.post('/hooks/acme/production', body, { ...headers, 'x-environment': environment });
    expect(await deliver('production')).toMatchObject({ status: 201, json: { type: 'member.created' } });
    expect((await deliver('staging')).status).toBe(403);
  });

  test('VortexWebhookGuard on a whole controller, for a named instance', async () => {
    const path = name === 'express' ? '*tail' : '*';
    Post(path)(GuardedController.prototype, 'receive', descriptorOf(GuardedController.prototype, 'receive'));
    @Module({ imports: [App], controllers: [GuardedController] })
    class WithGuarded {}
    const app = await startNest(WithGuarded, adapter());
    expect((await app.deliver('member.created', {}, '/guarded/by/class')).json).toEqual({ type: 'member.created' });
  });

  test('VortexTokenGuard lets tokens of the module’s key through', async () => {
    const app = await startNest(App, adapter());
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const user = { user: { id: 'ada', email: 'ada@example.com' } };
    const [ours, acme] = [new Vortex(API_KEY), new Vortex(ACME_KEY)];
    expect(await app.get('/data', bearer(ours.generateToken(user)))).toMatchObject({
      status: 200,
      json: { userId: 'ada', kind: 'token' },
    });
    expect((await app.get('/data', bearer(ours.generateJwt(user)))).json).toEqual({ userId: 'ada', kind: 'jwt' });
    expect(await app.get('/data', bearer(acme.generateToken(user)))).toMatchObject({
      status: 401,
      json: { code: 'token_key_unknown' },
    });
    expect((await app.get('/data/acme', bearer(acme.generateToken(user)))).status).toBe(200);
    expect(await app.get('/data')).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect((await app.get('/data', { authorization: 'Basic YTpi' })).status).toBe(401);
  });
});

test('a guard for an instance that does not exist says so in the log', async () => {
  @Controller('lost')
  @UseGuards(VortexTokenGuard)
  class LostController {
    @Get()
    @UseVortex('nobody')
    named(): void {}

    @Get('unnamed')
    unnamed(): void {}
  }
  @Module({ controllers: [LostController] })
  class Lost {}
  const app = await startNest(Lost);
  for (const path of ['/lost', '/lost/unnamed']) {
    expect((await app.get(path, { authorization: 'Bearer a.b.c' })).status).toBe(500);
  }
  expect(app.log.filter((line) => line.startsWith('error'))).toEqual([
    expect.stringContaining('The app has no VortexModule named "nobody"'),
    expect.stringContaining('The app has no VortexModule without a name'),
  ]);
});

describe('where there is no route', () => {
  class TeamResolver {
    mine(): void {}
  }
  const contextOf = (type: string, ...values: unknown[]): ExecutionContext => {
    const context = new ExecutionContextHost(values, TeamResolver, TeamResolver.prototype.mine);
    context.setType(type);
    return context;
  };
  const guards = async () => {
    const testing = await Test.createTestingModule({
      imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET } })],
      providers: [VortexTokenGuard, VortexWebhookGuard],
    }).compile();
    return { token: testing.get(VortexTokenGuard), webhook: testing.get(VortexWebhookGuard) };
  };

  test('VortexTokenGuard takes the request of a GraphQL resolver', async () => {
    const { token, webhook } = await guards();
    const headers = { authorization: `Bearer ${new Vortex(API_KEY).generateToken({ user: { id: 'ada' } })}` };
    expect(await token.canActivate(contextOf('graphql', {}, {}, { req: { headers } }, {}))).toBe(true);
    const stranger = contextOf('graphql', {}, {}, { req: { headers: {} } }, {});
    await expect(token.canActivate(stranger)).rejects.toThrow(UnauthorizedException);
    await expect(webhook.canActivate(stranger)).rejects.toThrow(/Use VortexWebhookGuard on controllers/);
  });

  test.each([
    { type: 'graphql', values: [{}, {}, {}, {}] },
    { type: 'rpc', values: [{ headers: { authorization: 'Bearer a.b.c' } }, {}] },
    { type: 'ws', values: [{ handshake: { headers: {} } }, {}] },
  ])('the guards say what to do on $type without a request', async ({ type, values }) => {
    const { token, webhook } = await guards();
    for (const guard of [token, webhook]) {
      await expect(guard.canActivate(contextOf(type, ...values))).rejects.toThrow(/on TeamResolver\.mine.*verifyToken/);
    }
  });
});

function descriptorOf(prototype: object, name: string): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(prototype, name) ?? {};
}
