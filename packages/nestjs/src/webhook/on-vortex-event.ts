import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { VortexEvent, WebhookContext, WebhookEventType } from '@vortex/core';

/** What a decorated method listens to. */
export interface EventSubscription {
  readonly types: readonly string[];
  readonly instance: string | undefined;
}

/** Options of {@link OnVortexEvent}. */
export interface OnVortexEventOptions {
  /** Listen to the webhook endpoint of this named instance. Default: the one without a name. */
  readonly instance?: string | undefined;
}

/** Decorates a method that takes these events. */
export type EventMethodDecorator<Event> = <Method extends (event: Event, context: WebhookContext<never>) => unknown>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

const SUBSCRIPTIONS = 'vortex:on-event';
const reflector = new Reflector();

/**
 * Calls the method once for every verified event of these types that reaches the webhook endpoint. `'*'` means all
 * events, including analytics events and types that this version does not know. It works on any provider, including
 * request-scoped ones. Errors go to the app's exception filters, as from any controller. If none handles an error, the
 * response is 500 (an `HttpException`: its own status), and the event may be delivered again.
 *
 * Several methods for one event run one after the other, and none after one that failed. Guards and interceptors act on
 * the request as for any controller, not on each method. An interceptor's result does not change the response.
 *
 * @param types - An event type, an array of types, or `'*'`. An unknown type is an error when the app starts.
 * @param options - `instance`, if there are several.
 * @example
 * @OnVortexEvent('invitation.accepted')
 * async accepted(event: VortexEvent<'invitation.accepted'>): Promise<void> {
 *   await this.teams.join(event.data.invitationId);
 * }
 */
export function OnVortexEvent<Type extends WebhookEventType>(
  types: Type | readonly Type[],
  options?: OnVortexEventOptions,
): EventMethodDecorator<VortexEvent<Type>>;
export function OnVortexEvent(types: '*', options?: OnVortexEventOptions): EventMethodDecorator<VortexEvent>;
export function OnVortexEvent(
  types: string | readonly string[],
  { instance }: OnVortexEventOptions = {},
): (target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<never>) => void {
  return (target, key, descriptor) => {
    const subscription: EventSubscription = { types: [types].flat(), instance };
    SetMetadata(SUBSCRIPTIONS, [...subscriptionsOf(descriptor.value), subscription])(target, key, descriptor);
  };
}

/** What a method has been decorated with. */
export function subscriptionsOf(method: unknown): readonly EventSubscription[] {
  return (typeof method === 'function' && reflector.get<EventSubscription[]>(SUBSCRIPTIONS, method)) || [];
}
