import type { VortexEvent } from '@vortex/core';

/** One try at delivering an event. */
export interface DeliveryAttempt {
  /** ISO timestamp. */
  readonly at: string;
  /** The headers it was sent with, signature included. Its body is the delivery's. */
  readonly headers: Readonly<Record<string, string>>;
  /** The status that came back; `null` when none did. */
  readonly status: number | null;
  /** Why there was no answer, in words; `null` when there was one. */
  readonly error: string | null;
  readonly durationMs: number;
  /** The beginning of the answer's body. */
  readonly response: string;
}

/** One event on its way to one webhook endpoint. Its body stays the same, byte for byte, over all attempts. */
export interface Delivery<Event extends object = VortexEvent> {
  readonly id: string;
  /** The webhook endpoint it goes to. */
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
  /** When the next attempt is due, as an ISO timestamp; `null` when none is. */
  readonly nextAttemptAt: string | null;
}
