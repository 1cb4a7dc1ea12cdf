/** The result of a claim. */
export type ReplayClaim =
  /** The caller handles the event; `token` proves its claim to `complete` and `release`. */
  | { readonly state: 'claimed'; readonly token: string }
  /** Someone else is handling it, for at most that many milliseconds. */
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  /** It has been handled. */
  | { readonly state: 'done' };

/** A {@link ReplayStore} as it is called: the default one has its answers at once. */
export interface EventStore {
  claim(key: string, options: { readonly leaseMs: number }): ReplayClaim | Promise<ReplayClaim>;
  complete(key: string, token: string, options: { readonly retainMs: number }): boolean | Promise<boolean>;
  release(key: string, token: string): boolean | Promise<boolean>;
}

/**
 * Remembers which events have been handled, so that each is handled once. The default is in memory; several machines
 * need a shared one (`@vortex/core/redis`, `@vortex/core/sql`, or your own).
 *
 * Each call is one atomic step, and rejects if the store can't be reached: the response to the delivery is then 503.
 */
export interface ReplayStore {
  /** Claims an event for `leaseMs`. Only one caller at a time gets it; after the lease has ended, another one may. */
  claim(key: string, options: { readonly leaseMs: number }): Promise<ReplayClaim>;
  /**
   * Marks an event as handled and remembers it for `retainMs`. Acts only for the holder of the token.
   *
   * @returns Whether it acted; also `true` if this token has already marked the event. `false` is reported as
   *   `claim_lost`.
   */
  complete(key: string, token: string, options: { readonly retainMs: number }): Promise<boolean>;
  /**
   * Releases an event, so that its next delivery is handled. Acts only for the holder of the token.
   *
   * @returns Whether it acted.
   */
  release(key: string, token: string): Promise<boolean>;
}
