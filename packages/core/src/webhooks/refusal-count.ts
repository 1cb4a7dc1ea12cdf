/** Refusals that have not been logged yet, and the time until which none may be. */
export interface RefusalCount {
  untold: number;
  /** In milliseconds since 1970. */
  silentUntil: number;
}
