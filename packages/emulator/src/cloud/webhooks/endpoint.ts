/** A URL that events are delivered to, with its secret. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  /** The event types (or analytics names) that it gets; `null` for every webhook type. */
  readonly events: readonly string[] | null;
  /** The secret that signs deliveries. */
  readonly secret: string;
  /** Whether it is paused, which holds back its events. */
  readonly paused: boolean;
}

/** @deprecated Use {@link WebhookEndpoint}. */
export type Subscription = WebhookEndpoint;
