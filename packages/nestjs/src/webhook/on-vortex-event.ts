import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { VortexEvent, WebhookContext, WebhookEventType } from '@vortex/core';

/** What a decorated method listens to. */
export interface EventSubscription {
  readonly types: readonly string[];
  readonly instance: string | undefined;
}

/** Beside the types of {@link OnVortexEvent}. */
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
 * Calls the method for every verified event of these types that reaches the webhook endpoint, once per event; `'*'` is
 * all of them, analytics events and types this version does not know too. Works on any provider, request-scoped ones
 * too. What it throws goes to the app's exception filters as from any controller, is answered with 500 where none takes it
 * (an `HttpException` with its own status), and the event may be delivered again.
 *
 * Several methods for one event run one after the other, and none after one that failed. Guards and interceptors act on the
 * request as on any controller's, not on each method; the answer on the wire stays as it is, whatever an interceptor returns.
 *
 * @param types - An event type, a list of them, or `'*'`. A name that no event has is an error when the app starts.
 * @param options - `instance`, where there are several.
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
    const earlier = descriptor.value ? subscriptionsOf(descriptor.value) : [];
    SetMetadata(SUBSCRIPTIONS, [...earlier, subscription])(target, key, descriptor);
  };
}

/** What a method has been decorated with. */
export function subscriptionsOf(method: object): readonly EventSubscription[] {
  return (typeof method === 'function' && reflector.get<EventSubscription[]>(SUBSCRIPTIONS, method)) || [];
}
