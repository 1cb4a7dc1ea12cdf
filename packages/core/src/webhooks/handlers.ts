import type { VortexErrorCode } from '../errors.ts';
import { ALL_WEBHOOK_EVENT_TYPES, type WebhookEventType } from './event-types.ts';
import {
  isAnalyticsEvent,
  type UnknownVortexEvent,
  type VortexAnalyticsEvent,
  type VortexEvent,
  type VortexWebhookEvent,
} from './events.ts';

/** The context that a handler gets with the event. */
export interface WebhookContext<Req = unknown> {
  /** The framework's own request, untouched. */
  readonly request: Req;
  /** A request header's value by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** When the request arrived. */
  readonly receivedAt: Date;
  /** The bytes that were signed. */
  readonly rawBody: Uint8Array;
  /** Aborted when `handlerTimeout` has passed. Stop working then: the event may be delivered again. */
  readonly signal: AbortSignal;
}

/**
 * The context that `onError` gets with the error: what was known when it happened. If the code begins with
 * `signature_`, `rawBody` may come from anyone.
 */
export interface WebhookErrorContext<Req = unknown> extends Partial<WebhookContext<Req>> {
  /** The stable code of the failure; the same as in the response, if there is one. */
  readonly code: VortexErrorCode;
  /** The event, if the signature has been verified and the body read. */
  readonly event?: VortexEvent | undefined;
}

/** A handler of webhook events of one type. Its result is awaited and otherwise ignored. */
export type WebhookEventTypeHandler<Type extends WebhookEventType = WebhookEventType, Req = unknown> = (
  event: VortexEvent<Type>,
  context: WebhookContext<Req>,
) => unknown;

/** A handler of every webhook event. */
export type WebhookEventHandler<Req = unknown> = (event: VortexWebhookEvent, context: WebhookContext<Req>) => unknown;

/** A handler of analytics events. */
export type AnalyticsEventHandler<Req = unknown> = (
  event: VortexAnalyticsEvent,
  context: WebhookContext<Req>,
) => unknown;

/** A handler of webhook events whose type this version does not know. */
export type UnknownEventHandler<Req = unknown> = (event: UnknownVortexEvent, context: WebhookContext<Req>) => unknown;

/** The event handlers. All are optional. Each is awaited before the next one starts. */
export interface WebhookHandlers<Req = unknown> {
  /** Handlers by event type. They run before `onEvent`. */
  readonly on?: { readonly [Type in WebhookEventType]?: WebhookEventTypeHandler<Type, Req> | undefined } | undefined;
  /** Called with every webhook event, including unknown types. */
  readonly onEvent?: WebhookEventHandler<Req> | undefined;
  /** Called with analytics events. */
  readonly onAnalyticsEvent?: AnalyticsEventHandler<Req> | undefined;
  /** Called with webhook events of a type that this version does not know, after `onEvent`. */
  readonly onUnknownEvent?: UnknownEventHandler<Req> | undefined;
  /**
   * Called with each failure: an error thrown by a handler, a refused signature, an unreachable store. It is awaited,
   * and errors that it throws are ignored.
   */
  readonly onError?: ((error: Error, context: WebhookErrorContext<Req>) => unknown) | undefined;
}

/**
 * Runs the handlers that fit, one after the other; throws or rejects with what the first failing one threw. None is
 * started once `context.signal` is aborted.
 *
 * @returns A promise, unless the only handler answered without one.
 */
export function dispatch<Req>(
  event: VortexEvent,
  handlers: WebhookHandlers<Req>,
  context: WebhookContext<Req>,
  throwIfLate: () => void = () => context.signal.throwIfAborted(),
): unknown {
  if (isAnalyticsEvent(event)) return handlers.onAnalyticsEvent?.(event, context);
  const { on, onEvent, onUnknownEvent } = handlers;
  // Only an own property: a type named like something on Object.prototype has no handler.
  const own = on && Object.hasOwn(on, event.type) ? handlerOf<Req>(on, event.type) : undefined;
  const others = [onEvent, isKnown(event) ? undefined : (onUnknownEvent as typeof onEvent)];
  const handle = (handler: WebhookEventHandler<Req>): unknown => {
    if (handler !== own) throwIfLate();
    // They may be methods of the object that they were given in.
    return handler.call(handlers, event, context);
  };
  const [first, ...rest] = [own, ...others].filter((handler) => handler !== undefined);
  const handled = first && handle(first);
  // One alone is returned as it is: a promise around its own would cost every event a turn.
  if (rest.length === 0) return handled;
  return (async () => {
    await handled;
    for (const handler of rest) await handle(handler);
  })();
}

function isKnown(event: VortexWebhookEvent): event is VortexEvent<WebhookEventType> {
  return (ALL_WEBHOOK_EVENT_TYPES as readonly string[]).includes(event.type);
}

function handlerOf<Req>(on: object, type: string): WebhookEventHandler<Req> | undefined {
  return (on as Record<string, WebhookEventHandler<Req> | undefined>)[type];
}
