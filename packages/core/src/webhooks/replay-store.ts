/** What a claim came to. */
export type ReplayClaim =
  /** The event is the caller's to handle; `token` proves it to `complete` and `release`. */
  | { readonly state: 'claimed'; readonly token: string }
  /** Someone else is handling it, for at most that many milliseconds. */
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  /** It has been handled. */
  | { readonly state: 'done' };

/**
 * Where it is remembered which events have been handled, so that each is handled once. In memory by default; one that all
 * machines share (`@vortex/core/redis`, or your own) when there are several.
 *
 * Each call is one atomic step, and rejects when the store can't be reached: the delivery is then answered with 503.
 */
export interface ReplayStore {
  /**
   * Takes an event for as long as `leaseMs`. Only one caller at a time gets it; after the lease the next one may.
   */
  claim(key: string, options: { readonly leaseMs: number }): Promise<ReplayClaim>;
  /**
   * Marks an event as handled, remembered for `retainMs`. Acts only for the holder of the token.
   *
   * @returns Whether it acted; also `true` when the event is marked so by this very token. `false` is reported as
   * `claim_lost`.
   */
  complete(key: string, token: string, options: { readonly retainMs: number }): Promise<boolean>;
  /**
   * Gives an event back, so that its next delivery is handled. Acts only for the holder of the token.
   *
   * @returns Whether it acted.
   */
  release(key: string, token: string): Promise<boolean>;
}
