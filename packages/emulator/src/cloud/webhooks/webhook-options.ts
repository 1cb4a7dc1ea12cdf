/** A webhook endpoint to deliver events to. */
export interface WebhookOptions {
  /** Where to POST events, `http:` or `https:`. */
  readonly url: string;
  /**
   * The event types to deliver. Default: every webhook type. Analytics events are delivered only where they are asked
   * for, by name or all at once with `'analytics'`.
   */
  readonly events?: readonly string[] | undefined;
  /** What deliveries are signed with. Default: the emulator's `webhookSecret`. */
  readonly secret?: string | undefined;
  /** It ends with this emulator, and is not kept in its `data`. Default `false`. */
  readonly temporary?: boolean | undefined;
}
