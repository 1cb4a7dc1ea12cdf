import type { ConfigurableModuleAsyncOptions, ControllerOptions, ModuleMetadata, Type } from '@nestjs/common';
import type { VortexOptions, VortexRoutesOptions, VortexUser, VortexWebhookOptions } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

/** The place of a controller. Nest mounts controllers before factories run, so a factory can't set it. */
export interface VortexMountOptions {
  /** The controller's path, below the app's global prefix and version, as for any controller. */
  readonly path?: string | undefined;
  /** The controller's version, `VERSION_NEUTRAL` for all. Default: the app's `defaultVersion`. */
  readonly version?: ControllerOptions['version'] | undefined;
  /**
   * Decorators for the controller: `[Public(), SkipThrottle()]` to exempt it from global guards, `[UseGuards(X)]` to
   * add some. Default: none.
   */
  readonly decorators?: readonly (ClassDecorator | MethodDecorator)[] | undefined;
}

/** The webhook controller: its behaviour and its path, by default `/webhooks/vortex`. */
export interface VortexWebhookController<Req = VortexRequest> extends VortexWebhookOptions<Req>, VortexMountOptions {}

/** Finds the signed-in user, as a class that Nest creates, so that it can use the app's services. */
export interface VortexAuthenticator<Req = VortexRequest> {
  /**
   * Like `authenticate` of `VortexRoutesOptions`: returns the user, with addresses that you have verified, or `null`.
   */
  authenticate(request: Req): VortexUser | null | undefined | Promise<VortexUser | null | undefined>;
}

/** Core's options for the routes; `authenticate` may also be an injectable class. */
export interface VortexNestRoutesOptions<Req = VortexRequest>
  extends Omit<VortexRoutesOptions<Req>, 'authenticate' | 'basePath' | 'vortex'> {
  /**
   * Returns the signed-in user: a function of the request, or an `@Injectable()` class. If the app provides the class
   * anywhere, that provider is used, even if it is request-scoped. Otherwise, the class is created with the exports of
   * `imports` and global modules.
   *
   * For `null` the response is 401, for a thrown `HttpException` the one that it describes, and for any other error 500
   * with `authenticate_failed`; the error is logged. Addresses must be ones that your app has **verified**: their owner
   * may read and accept invitations that were sent to them.
   */
  readonly authenticate: VortexRoutesOptions<Req>['authenticate'] | Type<VortexAuthenticator<Req>>;
}

/** The routes controller: its behaviour and its path, by default `/api/vortex`. */
export interface VortexRoutesController<Req = VortexRequest> extends VortexNestRoutesOptions<Req>, VortexMountOptions {
  /**
   * Describe the routes in the app's OpenAPI document made by `@nestjs/swagger`: paths, bodies, responses and errors.
   * Default: `false`, which leaves both controllers out.
   */
  readonly openapi?: boolean | undefined;
}

/** The options of both `forRoot` and `forRootAsync`. */
export interface VortexModuleExtras {
  /** Make the clients injectable everywhere without importing the module again. Default: `false`. */
  readonly isGlobal?: boolean | undefined;
  /**
   * The name of an additional instance, for `@InjectVortex(name)`. Its controllers are at `/webhooks/vortex-<name>` and
   * `/api/vortex-<name>` by default. Default: none, for the instance that is injected by class.
   */
  readonly name?: string | undefined;
  /** Modules whose exports an `authenticate` class needs. */
  readonly imports?: ModuleMetadata['imports'] | undefined;
}

/** Options of `VortexModule.forRoot`: the client's options, and the controllers to mount. */
export interface VortexModuleOptions<Req = VortexRequest> extends VortexOptions, VortexModuleExtras {
  /** Mount the webhook endpoint; `{}` is enough. Default: not mounted. */
  readonly webhook?: VortexWebhookController<Req> | undefined;
  /** Mount the routes of a page's Vortex components. Default: not mounted. */
  readonly routes?: VortexRoutesController<Req> | undefined;
}

/** The result of a factory of `VortexModule.forRootAsync`. It overrides the options next to the factory. */
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
 * Options of `VortexModule.forRootAsync`. A controller is mounted if `webhook` or `routes` is set here: `{}` is enough,
 * and the rest may come from the factory.
 */
export interface VortexModuleAsyncOptions<Req = VortexRequest>
  extends ConfigurableModuleAsyncOptions<VortexFactoryOptions<Req>, 'createVortexOptions'>,
    Pick<VortexModuleExtras, 'isGlobal' | 'name'> {
  /** Mount the webhook endpoint. Default: not mounted. */
  readonly webhook?: VortexWebhookController<Req> | undefined;
  /** Mount the routes of a page's Vortex components. Default: not mounted. */
  readonly routes?: Partial<VortexRoutesController<Req>> | undefined;
}
