import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
} from '@nestjs/common';
import { type DiscoveryService, type MetadataScanner, ModuleRef, Reflector } from '@nestjs/core';
import type { VortexEvent as CoreVortexEvent, VortexWebhookOptions, WebhookEventType } from '@vortex/core';
import type { VortexInstance } from '../module/instance.ts';
import { instanceOf } from '../module/use-vortex.ts';
import { type PlatformResponse, toInput, toOutput, type VortexRequest } from '../platform/exchange.ts';
import { takeRawBody } from '../platform/raw-body.ts';
import { requestOf } from './request-of.ts';

const events: WeakMap<VortexRequest, CoreVortexEvent> = new WeakMap();

/**
 * Allows only verified webhooks to reach your own controller. It checks method, limits, raw bytes and signature like
 * the endpoint that `VortexModule` mounts, with the module's `webhook` options. `@VortexEvent()` gives the event.
 * `@Body()` does too, but if SWC compiled the code, a transforming `ValidationPipe` tries to instantiate `VortexEvent`.
 *
 * It does not remember handled events: an event may arrive twice, so use `event.id`.
 *
 * @example
 * @Post('hooks')
 * @UseGuards(VortexWebhookGuard)
 * receive(@VortexEvent() event: VortexEvent) {}
 */
@Injectable()
export class VortexWebhookGuard implements CanActivate {
  readonly #moduleRef: ModuleRef;
  readonly #options: WeakMap<VortexInstance, VortexWebhookOptions<VortexRequest>> = new WeakMap();

  constructor(@Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
  }

  /** @throws {HttpException} With the status and the body of the endpoint's response. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const req: VortexRequest & { body?: unknown } = requestOf(context);
    const res = context.switchToHttp().getResponse<PlatformResponse>();
    const instance = instanceOf(context, this.#moduleRef);
    const reply = await instance.receive(toInput(req, res, '/'), this.#optionsOf(instance));
    const failure = instance.failures.get(req);
    if (failure) throw failure.error;
    if (reply.status === 200) {
      req.body ??= events.get(req);
      return true;
    }
    throw new HttpException(toOutput(req, res, reply) as Record<string, unknown>, reply.status);
  }

  /** The checks of the endpoint, whose only handler is to keep the event for the controller. */
  #optionsOf(instance: VortexInstance): VortexWebhookOptions<VortexRequest> {
    let options = this.#options.get(instance);
    if (!options) {
      const { secret, maxBodyBytes, bodyTimeout, maxAge, logger, onError } = instance.webhook;
      const keep = (event: CoreVortexEvent, { request }: { request: VortexRequest }): unknown =>
        events.set(request, event);
      options = {
        secret,
        maxBodyBytes,
        bodyTimeout,
        maxAge,
        logger,
        onError,
        replayStore: false,
        onEvent: keep,
        onAnalyticsEvent: keep,
      };
      this.#options.set(instance, options);
    }
    return options;
  }
}

/**
 * The verified event, as a parameter of a method behind {@link VortexWebhookGuard}.
 *
 * @example
 * receive(@VortexEvent() event: VortexEvent<'invitation.accepted'>) {}
 */
export const VortexEvent: () => ParameterDecorator = createParamDecorator((_: unknown, context: ExecutionContext) =>
  events.get(requestOf(context)),
);

/** Any event, or, with a type given, the events of that type. */
export type VortexEvent<Type extends WebhookEventType = never> = CoreVortexEvent<Type>;

/** The controller methods that this guard is on, by name: `TeamController.receive`. Body parsers are kept away from them. */
export function spareBodiesOfGuarded(discovery: DiscoveryService, scanner: MetadataScanner): Map<string, object> {
  const reflector = new Reflector();
  const isGuarded = (target: object): boolean =>
    (reflector.get<unknown[] | undefined>('__guards__', target as () => void) ?? []).some(isWebhookGuard);
  const guarded = new Map<string, object>();
  for (const { metatype } of discovery.getControllers()) {
    if (typeof metatype !== 'function') continue;
    for (const name of scanner.getAllMethodNames(metatype.prototype)) {
      const method: unknown = metatype.prototype[name];
      if (typeof method !== 'function' || !(isGuarded(metatype) || isGuarded(method))) continue;
      takeRawBody(method as () => void);
      // Only a method that is a route: a helper of the class has no path.
      if (reflector.get('path', method as () => void) !== undefined) guarded.set(`${metatype.name}.${name}`, method);
    }
  }
  return guarded;
}

/** The class, one of an app's own that extends it, or an instance. */
function isWebhookGuard(guard: unknown): boolean {
  const prototype: unknown = typeof guard === 'function' ? guard.prototype : guard;
  return prototype === VortexWebhookGuard.prototype || prototype instanceof VortexWebhookGuard;
}
