import {
  ConfigurableModuleBuilder,
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type NestModule,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import {
  type AbstractHttpAdapter,
  DiscoveryModule,
  DiscoveryService,
  HttpAdapterHost,
  MetadataScanner,
  ModuleRef,
} from '@nestjs/core';
import { Vortex, type VortexOptions } from '@vortex/core';
import { spareBodiesOfGuarded } from '../guards/vortex-webhook.guard.ts';
import type { VortexRequest } from '../platform/exchange.ts';
import { spareBodies, wasSpared } from '../platform/spare-bodies.ts';
import { authenticateWith } from '../routes/authenticator.ts';
import { mapRoutes, routesController } from '../routes/routes.controller.ts';
import { type EventHandler, EventRunner, findEventHandlers, isMadeFromClass } from '../webhook/event-handlers.ts';
import { lazyWebhooks } from '../webhook/lazy-webhooks.ts';
import { webhookController } from '../webhook/webhook.controller.ts';
import { requireApart, requireInstances } from './check-instances.ts';
import { requireMetadata } from './check-metadata.ts';
import { requireConstructed, requireFactory, requireOptions } from './check-options.ts';
import { endFirst } from './end-first.ts';
import { type InstanceSetup, VortexInstance } from './instance.ts';
import type {
  VortexFactoryOptions,
  VortexModuleAsyncOptions,
  VortexModuleExtras,
  VortexModuleOptions,
  VortexRoutesController,
  VortexWebhookController,
} from './options.ts';
import { getVortexToken, getVortexWebhooksToken, instanceToken } from './tokens.ts';

interface Extras extends VortexModuleExtras {
  readonly webhook?: VortexWebhookController | undefined;
  readonly routes?: Partial<VortexRoutesController> | undefined;
}

const INSTANCE = 'VORTEX_MODULE_INSTANCE';
const logger = new Logger('VortexModule');

const builder = new ConfigurableModuleBuilder<VortexFactoryOptions>({ moduleName: 'Vortex' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createVortexOptions')
  .setExtras<Extras>(
    { isGlobal: false, name: undefined, imports: undefined, webhook: undefined, routes: undefined },
    define,
  )
  .build();
const OPTIONS = builder.MODULE_OPTIONS_TOKEN;

/** The built class, with methods whose own signatures stand below. */
interface Configurable {
  new (): object;
  forRoot(options: object): DynamicModule;
  forRootAsync(options: object): DynamicModule;
}
const ConfigurableModule: Configurable = builder.ConfigurableModuleClass;

function define(definition: DynamicModule, { isGlobal, name, imports, webhook, routes }: Extras): DynamicModule {
  const { path: _, version: __, decorators: ___, ...webhookOptions } = webhook ?? {};
  const { path: _path, version: _version, decorators: _decorators, openapi: _openapi, ...routesOptions } = routes ?? {};
  const setup: InstanceSetup = {
    name,
    webhook: webhook && webhookOptions,
    routes: routes && routesOptions,
    webhookController: webhook && webhookController(name, webhook),
    routesController: routes && routesController(name, routes),
  };
  const vortex = getVortexToken(name);
  const webhooks = getVortexWebhooksToken(name);
  const providers: Provider[] = [
    {
      provide: vortex,
      useFactory: (options: VortexFactoryOptions) => new Vortex(clientOptions(options)),
      inject: [OPTIONS],
    },
    {
      provide: INSTANCE,
      useFactory: (options: VortexFactoryOptions, client: Vortex) => new VortexInstance(setup, options, client),
      inject: [OPTIONS, vortex],
    },
    { provide: instanceToken(name), useExisting: INSTANCE },
    {
      provide: webhooks,
      useFactory: ({ webhook }: VortexInstance) => lazyWebhooks(webhook.secret),
      inject: [INSTANCE],
    },
  ];
  return {
    ...definition,
    global: isGlobal ?? false,
    imports: [...new Set([...(definition.imports ?? []), ...(imports ?? [])])],
    controllers: [setup.webhookController, setup.routesController].filter((controller) => controller !== undefined),
    providers: [...(definition.providers ?? []), ...providers],
    exports: [vortex, webhooks],
  };
}

function clientOptions(options: VortexFactoryOptions): VortexOptions {
  const { webhook: _, routes: __, ...client } = requireOptions(options);
  return client;
}

/**
 * Vortex in a Nest app: the clients to inject, the webhook endpoint, and the routes of a page's Vortex components.
 *
 * @example
 * @Module({
 *   imports: [VortexModule.forRoot({ isGlobal: true, webhook: {}, routes: { authenticate: SessionAuthenticator } })],
 * })
 * export class AppModule {}
 */
@Module({ imports: [DiscoveryModule] })
export class VortexModule
  extends ConfigurableModule
  implements NestModule, OnModuleInit, OnModuleDestroy, OnApplicationShutdown
{
  readonly #instance: VortexInstance;
  readonly #moduleRef: ModuleRef;
  readonly #adapterHost: HttpAdapterHost;
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;
  /** What must have the bytes as they came, by name. */
  readonly #takesRawBody: Map<string, object> = new Map();

  constructor(
    @Inject(INSTANCE) instance: VortexInstance,
    @Inject(ModuleRef) moduleRef: ModuleRef,
    @Inject(HttpAdapterHost) adapterHost: HttpAdapterHost,
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(MetadataScanner) scanner: MetadataScanner,
  ) {
    super();
    this.#instance = instance;
    this.#moduleRef = moduleRef;
    this.#adapterHost = adapterHost;
    this.#discovery = discovery;
    this.#scanner = scanner;
  }

  /**
   * Configures Vortex with static options.
   *
   * @param options - The client's options (`apiKey` or `VORTEX_API_KEY`) and the controllers to mount.
   * @example
   * VortexModule.forRoot({ webhook: { decorators: [Public()] }, routes: { authenticate: (req: Request) => sessionUser(req) } });
   */
  static override forRoot<Req = VortexRequest>(options: VortexModuleOptions<Req> = {}): DynamicModule {
    return super.forRoot(options);
  }

  /**
   * Configures Vortex with options from a factory, which may use other providers.
   *
   * @param options - `useFactory`, `useClass` or `useExisting`, and which controllers to mount and where.
   * @example
   * VortexModule.forRootAsync({
   *   imports: [ConfigModule],
   *   inject: [ConfigService],
   *   webhook: {},
   *   useFactory: (config: ConfigService) => ({ webhook: { secret: config.getOrThrow('VORTEX_WEBHOOK_SECRET') } }),
   * });
   */
  static override forRootAsync<Req = VortexRequest>(options: VortexModuleAsyncOptions<Req>): DynamicModule {
    return super.forRootAsync(requireFactory(options));
  }

  /** @internal Nest calls it when body parsers are registered and routes are not. */
  configure(): void {
    requireConstructed(#instance in this);
    const own = this.#discovery.getProviders().find(({ instance }) => instance === this.#instance);
    if (own) endFirst(own);
    this.#checkInstances();
    const { httpAdapter } = this.#adapterHost;
    const { routesController, webhookController } = this.#instance.setup;
    if (routesController) mapRoutes(routesController, httpAdapter.getType());
    if (webhookController) this.#takesRawBody.set('the webhook endpoint', webhookController.prototype.receive);
    for (const [name, method] of spareBodiesOfGuarded(this.#discovery, this.#scanner)) {
      this.#takesRawBody.set(name, method);
    }
    spareBodies(httpAdapter);
  }

  /** @internal Nest calls it when everything is there and nothing is served yet. */
  async onModuleInit(): Promise<void> {
    const { httpAdapter } = this.#adapterHost;
    if (httpAdapter) this.#checkPlatform(httpAdapter);
    this.#findHandlers(this.#checkInstances());
    if (this.#instance.setup.routes) {
      this.#instance.authenticate = await authenticateWith(
        this.#instance.authenticator,
        this.#moduleRef,
        this.#discovery.getProviders(),
      );
    }
  }

  /** @internal Before any other module's, see `endFirst`. */
  onModuleDestroy(): Promise<void> {
    return this.#instance.drain();
  }

  /** @internal The server no longer listens: what came in meanwhile. */
  onApplicationShutdown(): Promise<void> {
    return this.#instance.drain();
  }

  #checkPlatform(adapter: AbstractHttpAdapter): void {
    const parsed = [...this.#takesRawBody].filter(([, method]) => !wasSpared(adapter, method)).map(([name]) => name);
    if (parsed.length === 0) return;
    logger.warn(
      `Body parsers can't be kept away from ${parsed.join(', ')} on this ${adapter.getType()} app, but signatures are checked on the raw bytes. Create the app with NestFactory.create(AppModule, { rawBody: true }), if you don't already.`,
    );
  }

  /** Before routes are registered, where there are any: Fastify refuses two at one path in its own words. */
  #checkInstances(): EventHandler[] {
    const handlers = findEventHandlers(this.#discovery, this.#scanner);
    const instances = this.#discovery
      .getProviders()
      .flatMap(({ token, instance }) => (token === INSTANCE ? [instance as VortexInstance] : []));
    requireApart(instances.map(({ setup }) => setup));
    requireInstances(handlers, instances);
    for (const { provider } of handlers) if (isMadeFromClass(provider)) requireMetadata(provider.metatype);
    return handlers;
  }

  #findHandlers(all: readonly EventHandler[]): void {
    const { name } = this.#instance.setup;
    const mine = all.filter(({ instance }) => instance === name);
    const whose = name === undefined ? '' : ` of "${name}"`;
    for (const { types, name: handler } of mine) logger.log(`Mapped {${types.join(', ')}}${whose} to ${handler}`);
    if (mine.length > 0 && !this.#instance.setup.webhook) {
      logger.warn(
        `There are @OnVortexEvent handlers${whose}, but no webhook endpoint: give its VortexModule \`webhook: {}\`.`,
      );
    }
    this.#instance.runner = new EventRunner(mine, this.#moduleRef);
  }
}
