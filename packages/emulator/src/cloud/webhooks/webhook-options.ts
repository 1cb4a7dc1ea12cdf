/** A webhook endpoint to deliver events to. */
export interface WebhookOptions {
  /** The URL to POST events to, `http:` or `https:`. */
  readonly url: string;
  /**
   * The event types to deliver. Analytics events are delivered only if they are listed, by name or all at once with
   * `'analytics'`. Default: every webhook type.
   */
  readonly events?: readonly string[] | undefined;
  /** The secret that signs deliveries. Default: the emulator's `webhookSecret`. */
  readonly secret?: string | undefined;
  /** Whether the endpoint ends with this emulator and is not kept in its `data`. Default: `false`. */
  readonly temporary?: boolean | undefined;
}
