import type { Type } from '@nestjs/common';
import { ContextIdFactory, type DiscoveryService, type MetadataScanner, ModuleRef } from '@nestjs/core';
import { ALL_WEBHOOK_EVENT_TYPES, VortexConfigError, type VortexEvent, type WebhookContext } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';
import { subscriptionsOf } from './on-vortex-event.ts';

/** As Nest keeps a provider or a controller. */
export type Provider = ReturnType<DiscoveryService['getProviders']>[number];
type EventMethod = (event: VortexEvent, context: WebhookContext<VortexRequest>) => unknown;
type Methods = Readonly<Record<string, EventMethod>>;

/** A decorated method, with the provider that has it. */
export interface EventHandler {
  readonly types: readonly string[];
  readonly instance: string | undefined;
  /** `TeamService.accepted`, for messages. */
  readonly name: string;
  readonly method: string;
  readonly provider: Provider;
  /** Request-scoped or transient: Nest makes the provider for each event. */
  readonly scoped: boolean;
}

/**
 * Finds the decorated methods of the whole app.
 *
 * @throws {VortexConfigError} `invalid_option` for a type that no event has.
 */
export function findEventHandlers(discovery: DiscoveryService, scanner: MetadataScanner): EventHandler[] {
  const seen = new Set<unknown>();
  return [...discovery.getProviders(), ...discovery.getControllers()].flatMap((provider) => {
    const { instance, metatype } = provider;
    // Another token for the same provider would be another call of the same method.
    if (provider.isAlias || (instance && seen.has(instance))) return [];
    seen.add(instance);
    const prototype = provider.isDependencyTreeStatic()
      ? instance && typeof instance === 'object' && Object.getPrototypeOf(instance)
      : metatype?.prototype;
    return prototype ? handlersOf(provider, prototype, scanner) : [];
  });
}

/** Whether Nest makes it from a class; from a factory or a value, the class is not Nest's to make. */
export function isMadeFromClass(provider: Provider): provider is Provider & { metatype: Type } {
  return (
    typeof provider.metatype === 'function' && provider.inject == null && provider.metatype.prototype !== undefined
  );
}

function handlersOf(provider: Provider, prototype: object, scanner: MetadataScanner): EventHandler[] {
  return scanner.getAllMethodNames(prototype).flatMap((method) => {
    const name = `${prototype.constructor.name}.${method}`;
    return subscriptionsOf((prototype as Methods)[method]).map(({ types, instance }) => {
      requireKnown(types, name);
      const scoped = provider.isTransient || !provider.isDependencyTreeStatic();
      return { types, instance, name, method, provider, scoped };
    });
  });
}

function requireKnown(types: readonly string[], name: string): void {
  const unknown = types.find((type) => type !== '*' && !(ALL_WEBHOOK_EVENT_TYPES as string[]).includes(type));
  if (unknown === undefined) return;
  throw new VortexConfigError(
    'invalid_option',
    `@OnVortexEvent on ${name} names "${unknown}", which is not an event type. Known types: ${ALL_WEBHOOK_EVENT_TYPES.join(', ')}, and "*" for all.`,
  );
}

/** Calls the handlers of one instance. */
export class EventRunner {
  readonly #byType: Map<string, readonly EventHandler[]> = new Map();
  readonly #ofAll: readonly EventHandler[];
  readonly #moduleRef: ModuleRef;

  constructor(handlers: readonly EventHandler[], moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
    this.#ofAll = handlers.filter(({ types }) => types.includes('*'));
    for (const type of new Set(handlers.flatMap(({ types }) => types))) {
      this.#byType.set(
        type,
        handlers.filter(({ types }) => types.includes('*') || types.includes(type)),
      );
    }
  }

  /** One after the other; rejects with what the first failing one threw. */
  async run(event: VortexEvent, context: WebhookContext<VortexRequest>): Promise<void> {
    let contextId: { id: number } | undefined;
    let first = true;
    for (const { provider, method, scoped } of this.#byType.get(event.type ?? '') ?? this.#ofAll) {
      // Not before the first: a signal that is made costs more than the rest of a delivery.
      if (!first) context.signal.throwIfAborted();
      first = false;
      let owner: unknown = provider.instance;
      if (scoped) {
        contextId ??= requestContext(this.#moduleRef, context.request);
        owner = await resolve(provider, contextId);
      }
      await (owner as Methods)[method]?.(event, context);
    }
  }
}

/** The context of a request in which its request-scoped providers live, also those of the app's own controllers. */
export function requestContext(moduleRef: ModuleRef, request: VortexRequest): { id: number } {
  const contextId = ContextIdFactory.getByRequest(request);
  moduleRef.registerRequestByContextId(request, contextId);
  return contextId;
}

/** From its own module: another one may have a provider with the same token. */
function resolve({ host, token }: Provider, contextId: { id: number }): Promise<unknown> {
  const moduleRef = host?.providers.get(ModuleRef)?.instance as ModuleRef;
  return moduleRef.resolve(token as string, contextId, { strict: true });
}
