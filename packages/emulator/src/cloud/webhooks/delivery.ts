import type { VortexEvent } from '@vortex/core';

/** One attempt to deliver an event. */
export interface DeliveryAttempt {
  /** ISO timestamp. */
  readonly at: string;
  /** The headers that it was sent with, including the signature. The body is that of the delivery. */
  readonly headers: Readonly<Record<string, string>>;
  /** The status of the response; `null` if there was none. */
  readonly status: number | null;
  /** Why there was no response, in words; `null` if there was one. */
  readonly error: string | null;
  readonly durationMs: number;
  /** The beginning of the response's body. */
  readonly response: string;
}

/** The delivery of one event to one webhook endpoint. Its body is the same, byte for byte, in all attempts. */
export interface Delivery<Event extends object = VortexEvent> {
  readonly id: string;
  /** The webhook endpoint that it goes to. */
  readonly endpointId: string;
  /** @deprecated Use {@link Delivery.endpointId}, which is the same. */
  readonly subscriptionId: string;
  readonly url: string;
  /** The event's `type` or, for analytics, its `name`. */
  readonly type: string;
  /** The event, as a handler of `@vortex/core` gets it. */
  readonly event: Event;
  readonly body: string;
  readonly attempts: readonly DeliveryAttempt[];
  readonly status: 'pending' | 'delivered' | 'failed';
  /** When the next attempt is due, as an ISO timestamp; `null` if none is due. */
  readonly nextAttemptAt: string | null;
}
