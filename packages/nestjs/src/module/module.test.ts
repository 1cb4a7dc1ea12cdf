import { type DynamicModule, Injectable, Module, VersioningType } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { API_KEY, platforms, SECRET, startNest } from '../../test/nest-app.ts';
import {
  getVortexToken,
  InjectVortex,
  InjectVortexWebhooks,
  OnVortexEvent,
  Vortex,
  VortexConfigError,
  type VortexEvent,
  VortexModule,
  type VortexModuleOptions,
  type VortexOptionsFactory,
  type VortexRequest,
  VortexWebhooks,
} from '../index.ts';

@Injectable()
class Invitations {
  readonly vortex: Vortex;
  readonly webhooks: VortexWebhooks;

  constructor(vortex: Vortex, webhooks: VortexWebhooks) {
    this.vortex = vortex;
    this.webhooks = webhooks;
  }
}

@Injectable()
class Settings implements VortexOptionsFactory {
  createVortexOptions() {
    return { apiKey: API_KEY, webhook: { secret: SECRET } };
  }
}

@Module({ providers: [Settings, { provide: 'KEY', useValue: API_KEY }], exports: [Settings, 'KEY'] })
class SettingsModule {}

describe('the clients are injected by class', () => {
  const modules = {
    forRoot: VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET } }),
    useFactory: VortexModule.forRootAsync({
      imports: [SettingsModule],
      inject: ['KEY'],
      webhook: {},
      useFactory: async (apiKey: string) => ({ apiKey, webhook: { secret: SECRET } }),
    }),
    useClass: VortexModule.forRootAsync({ useClass: Settings, webhook: {} }),
    useExisting: VortexModule.forRootAsync({ imports: [SettingsModule], useExisting: Settings, webhook: {} }),
  };
  test.each(Object.entries(modules))('with %s', async (_, module) => {
    const testing = await Test.createTestingModule({ imports: [module], providers: [Invitations] }).compile();
    const { vortex, webhooks } = testing.get(Invitations);
    expect(vortex).toBeInstanceOf(Vortex);
    expect(webhooks).toBeInstanceOf(VortexWebhooks);
    expect(vortex.generateToken({ user: { id: 'ada' } })).toMatch(/^eyJ/);
    expect(webhooks.verifySignature('{}', 'no')).toBe(false);
  });

  test('everywhere with isGlobal, and not without', async () => {
    @Module({ providers: [Invitations] })
    class Feature {}
    const compile = (isGlobal: boolean) =>
      Test.createTestingModule({ imports: [VortexModule.forRoot({ apiKey: API_KEY, isGlobal }), Feature] }).compile();
    expect((await compile(true)).get(Invitations, { strict: false }).vortex).toBeInstanceOf(Vortex);
    await expect(compile(false)).rejects.toThrow(/can't resolve dependencies of the Invitations/);
  });

  test('without any secret, until one is needed', async () => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', '');
    const testing = await Test.createTestingModule({
      imports: [VortexModule.forRoot()],
      providers: [Invitations],
    }).compile();
    await testing.init();
    const { webhooks } = testing.get(Invitations);
    expect(() => webhooks.constructEvent('{}', '')).toThrow(/VORTEX_WEBHOOK_SECRET/);
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
    expect(webhooks.verifySignature('{}', '')).toBe(false);
  });

  test('and can be overridden in tests', async () => {
    const fake = { generateToken: () => 'a token' };
    const testing = await Test.createTestingModule({
      imports: [VortexModule.forRoot({ routes: { authenticate: () => null } })],
      providers: [Invitations],
    })
      .overrideProvider(Vortex)
      .useValue(fake)
      .compile();
    expect(testing.get(Invitations).vortex.generateToken({})).toBe('a token');
  });
});

describe.each(platforms)('several instances on %s', (_, adapter) => {
  test('have clients, endpoints and handlers of their own', async () => {
    const seen: string[] = [];

    @Injectable()
    class Both {
      readonly keys: string[];

      constructor(
        vortex: Vortex,
        @InjectVortex('acme') acme: Vortex,
        @InjectVortexWebhooks('acme') hooks: VortexWebhooks,
      ) {
        this.keys = [vortex, acme].map((one) => one.sign({ id: 'ada' }).slice(0, 36));
        expect(hooks).toBeInstanceOf(VortexWebhooks);
      }

      @OnVortexEvent('invitation.accepted')
      ours(event: VortexEvent<'invitation.accepted'>): void {
        seen.push(`ours ${event.type}`);
      }

      @OnVortexEvent('invitation.accepted', { instance: 'acme' })
      acme(event: VortexEvent<'invitation.accepted'>): void {
        seen.push(`acme ${event.type}`);
      }
    }

    const routes = { authenticate: () => ({ id: 'ada' }) };
    @Module({
      imports: [
        VortexModule.forRoot({ apiKey: API_KEY, webhook: { secret: SECRET }, routes }),
        VortexModule.forRoot({
          name: 'acme',
          apiKey: 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key',
          webhook: { secret: SECRET },
          routes,
        }),
      ],
      providers: [Both],
    })
    class App {}
    const app = await startNest(App, adapter());
    expect(app.log.filter((line) => line.includes('Both'))).toEqual([
      'log Mapped {invitation.accepted} to Both.ours',
      'log Mapped {invitation.accepted} of "acme" to Both.acme',
    ]);
    expect(app.app.get(Both).keys).toEqual([
      '00000000-0000-4000-8000-000000000001',
      'f2637232-b967-4793-bbaa-3e873719079a',
    ]);
    expect(app.app.get(getVortexToken('acme'), { strict: false })).toBeInstanceOf(Vortex);
    expect((await app.deliver('invitation.accepted', {})).status).toBe(200);
    expect((await app.deliver('invitation.accepted', {}, '/webhooks/vortex-acme')).status).toBe(200);
    expect(seen).toEqual(['ours invitation.accepted', 'acme invitation.accepted']);
    for (const path of ['/api/vortex/token', '/api/vortex-acme/token']) {
      expect(await app.post(path, {})).toMatchObject({ status: 200, json: { token: expect.any(String) } });
    }
  });

  test('whose endpoints would stand in each other’s way are an error when the app starts', async () => {
    const one = (webhook: object) => VortexModule.forRoot({ name: 'acme', apiKey: API_KEY, webhook });
    const start = (module: DynamicModule) => {
      @Module({ imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook: { path: 'hooks' } }), module] })
      class App {}
      return startNest(App, adapter(), (app) => app.enableVersioning({ type: VersioningType.URI }));
    };
    await expect(start(one({ path: '/hooks/' }))).rejects.toThrow(/Two VortexModules are mounted at \/hooks,/);
    await expect(start(one({ path: 'hooks', version: '2' }))).resolves.toBeDefined();
  });

  test.each([{}, { webhook: {} }, { routes: { authenticate: () => null } }])(
    'of the same name are an error when the app starts, with %o',
    async (endpoints) => {
      @Module({
        imports: [
          VortexModule.forRoot({ apiKey: API_KEY, ...endpoints }),
          VortexModule.forRoot({ apiKey: API_KEY, ...endpoints, isGlobal: true }),
        ],
      })
      class App {}
      await expect(startNest(App, adapter())).rejects.toThrow(/two VortexModules without a name/);
    },
  );
});

test('a factory that configures what is not mounted is an error that says what to write', async () => {
  const useFactory = () => ({ apiKey: API_KEY, webhook: { secret: SECRET } });
  const compiled = Test.createTestingModule({ imports: [VortexModule.forRootAsync({ useFactory })] }).compile();
  await expect(compiled).rejects.toThrow(VortexConfigError);
  await expect(compiled).rejects.toThrow(/add `webhook: \{\}` next to the factory/);
});

test('a limit of the webhook that is none is an error when the app starts', async () => {
  const webhook = { secret: SECRET, maxBodyBytes: -1 };
  const compiled = Test.createTestingModule({
    imports: [VortexModule.forRoot({ apiKey: API_KEY, webhook })],
  }).compile();
  await expect(compiled).rejects.toThrow(/maxBodyBytes must be a positive number/);
});

test('a factory that gives no options, or none at all, is an error that says what to write', async () => {
  for (const nothing of [undefined, null]) {
    const useFactory = () => nothing as never;
    const compiled = Test.createTestingModule({ imports: [VortexModule.forRootAsync({ useFactory })] }).compile();
    await expect(compiled).rejects.toThrow(VortexConfigError);
    await expect(compiled).rejects.toThrow(`must return an options object ({} is enough), not ${nothing}`);
  }
  expect(() => VortexModule.forRootAsync({ webhook: {} })).toThrow(/`useFactory`, `useClass` and `useExisting`/);
});

test.each(platforms)(
  'a factory that depends on the request is an error when the app starts on %s',
  async (_, adapter) => {
    const useFactory = (request: VortexRequest) => ({ apiKey: API_KEY, webhook: { secret: request.hostname } });
    @Module({ imports: [VortexModule.forRootAsync({ inject: [REQUEST], webhook: {}, useFactory })] })
    class App {}
    await expect(startNest(App, adapter())).rejects.toThrow(/request-scoped.*`name`.*`webhook.secret`/);
  },
);

test('options take the framework’s own request', () => {
  interface ExpressLike {
    readonly session: { readonly userId: string };
  }
  VortexModule.forRoot({ routes: { authenticate: (request: ExpressLike) => ({ id: request.session.userId }) } });
  VortexModule.forRoot({
    routes: {
      authenticate: (request) => {
        expectTypeOf(request).toEqualTypeOf<VortexRequest>();
        return null;
      },
    },
  });
  expectTypeOf<VortexModuleOptions>().toHaveProperty('apiKey');
});
