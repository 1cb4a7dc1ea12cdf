import type { EmulatorEvent } from './event.ts';

/** Where events go. */
export interface Subscription {
  readonly id: string;
  readonly url: string;
  /** Types (or analytics names) that are wanted; `null` for every webhook type. */
  readonly events: readonly string[] | null;
  /** What deliveries are signed with. */
  readonly secret: string;
  /** While it is paused, its events wait. */
  readonly paused: boolean;
}

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

/** One event on its way to one subscription. Its body stays the same, byte for byte, over all attempts. */
export interface Delivery {
  readonly id: string;
  readonly subscriptionId: string;
  readonly url: string;
  /** The event's `type` or, for analytics, its `name`. */
  readonly type: string;
  readonly event: EmulatorEvent;
  readonly body: string;
  readonly attempts: readonly DeliveryAttempt[];
  readonly status: 'pending' | 'delivered' | 'failed';
  /** When the next attempt is due, as an ISO timestamp; `null` when none is. */
  readonly nextAttemptAt: string | null;
}
