import type { ConfigurableModuleAsyncOptions, ControllerOptions, ModuleMetadata, Type } from '@nestjs/common';
import type { VortexOptions, VortexRoutesOptions, VortexUser, VortexWebhookOptions } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

/** Where one of the two controllers stands. Nest mounts controllers before factories run, so this can't come from one. */
export interface VortexMountOptions {
  /** The controller's path, below the app's global prefix and version as any controller's. */
  readonly path?: string | undefined;
  /** The controller's version, `VERSION_NEUTRAL` for all. Default: the app's `defaultVersion`. */
  readonly version?: ControllerOptions['version'] | undefined;
  /**
   * Decorators for the controller: `[Public(), SkipThrottle()]` to exempt it from global guards, `[UseGuards(X)]` to
   * add some. Default: none.
   */
  readonly decorators?: readonly (ClassDecorator | MethodDecorator)[] | undefined;
}

/** The webhook controller: its behaviour and its place, by default `/webhooks/vortex`. */
export interface VortexWebhookController<Req = VortexRequest> extends VortexWebhookOptions<Req>, VortexMountOptions {}

/** Who is signed in, answered by a class that Nest makes, so that it can use the app's services. */
export interface VortexAuthenticator<Req = VortexRequest> {
  /** As `authenticate` of `VortexRoutesOptions`: the user, with addresses you have verified, or `null`. */
  authenticate(request: Req): VortexUser | null | undefined | Promise<VortexUser | null | undefined>;
}

/** Core's options of the routes; `authenticate` may also be an injectable class. */
export interface VortexNestRoutesOptions<Req = VortexRequest>
  extends Omit<VortexRoutesOptions<Req>, 'authenticate' | 'basePath' | 'vortex'> {
  /**
   * Who is signed in: a function of the request, or an `@Injectable()` class. A class that the app provides anywhere is
   * used as it is, request-scoped ones too; another one is made with what `imports` and global modules export.
   *
   * `null` is answered with 401, an `HttpException` that it throws as that says, and anything else that it throws with 500
   * and `authenticate_failed`, logged. Addresses must be ones that your app has **verified**: their owner may read and
   * accept what was sent to them.
   */
  readonly authenticate: VortexRoutesOptions<Req>['authenticate'] | Type<VortexAuthenticator<Req>>;
}

/** The routes controller: its behaviour and its place, by default `/api/vortex`. */
export interface VortexRoutesController<Req = VortexRequest> extends VortexNestRoutesOptions<Req>, VortexMountOptions {
  /**
   * Describe the routes in the app's OpenAPI document, as `@nestjs/swagger` makes it: paths, bodies, responses and errors.
   * Default: `false`, both controllers are left out of it.
   */
  readonly openapi?: boolean | undefined;
}

/** What stands beside a factory as well as in `forRoot`. */
export interface VortexModuleExtras {
  /** Make the clients injectable everywhere without importing the module again. Default: `false`. */
  readonly isGlobal?: boolean | undefined;
  /**
   * The name of a further instance, for `@InjectVortex(name)`. Its controllers stand at `/webhooks/vortex-<name>` and
   * `/api/vortex-<name>` unless told. Default: none, the instance that is injected by class.
   */
  readonly name?: string | undefined;
  /** Modules whose exports an `authenticate` class needs. */
  readonly imports?: ModuleMetadata['imports'] | undefined;
}

/** What `VortexModule.forRoot` takes: the client's options, and the two controllers that shall be mounted. */
export interface VortexModuleOptions<Req = VortexRequest> extends VortexOptions, VortexModuleExtras {
  /** Mount the webhook endpoint. `{}` suffices. Default: not mounted. */
  readonly webhook?: VortexWebhookController<Req> | undefined;
  /** Mount the routes of a page's Vortex components. Default: not mounted. */
  readonly routes?: VortexRoutesController<Req> | undefined;
}

/** What a factory of `VortexModule.forRootAsync` returns; it is laid over what stands beside the factory. */
export interface VortexFactoryOptions<Req = VortexRequest> extends VortexOptions {
  /** For the webhook endpoint. */
  readonly webhook?: VortexWebhookOptions<Req> | undefined;
  /** For the routes. */
  readonly routes?: Partial<VortexNestRoutesOptions<Req>> | undefined;
}

/** The class that `useClass` and `useExisting` take. */
export interface VortexOptionsFactory<Req = VortexRequest> {
  createVortexOptions(): VortexFactoryOptions<Req> | Promise<VortexFactoryOptions<Req>>;
}

/**
 * What `VortexModule.forRootAsync` takes. A controller is mounted when `webhook` or `routes` stands here: `{}` suffices,
 * the rest may come from the factory.
 */
export interface VortexModuleAsyncOptions<Req = VortexRequest>
  extends ConfigurableModuleAsyncOptions<VortexFactoryOptions<Req>, 'createVortexOptions'>,
    Pick<VortexModuleExtras, 'isGlobal' | 'name'> {
  /** Mount the webhook endpoint. Default: not mounted. */
  readonly webhook?: VortexWebhookController<Req> | undefined;
  /** Mount the routes of a page's Vortex components. Default: not mounted. */
  readonly routes?: Partial<VortexRoutesController<Req>> | undefined;
}
