/** An address that events are delivered to, with its secret. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  /** The event types (or analytics names) it gets; `null` for every webhook type. */
  readonly events: readonly string[] | null;
  /** What deliveries are signed with. */
  readonly secret: string;
  /** While it is paused, its events wait. */
  readonly paused: boolean;
}

/** @deprecated Use {@link WebhookEndpoint}. */
export type Subscription = WebhookEndpoint;
