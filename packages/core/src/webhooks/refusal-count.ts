/** Refusals that no line of the log has told of yet, and until when none may. */
export interface RefusalCount {
  untold: number;
  /** In milliseconds since 1970. */
  silentUntil: number;
}
