/**
 * Milliseconds on a clock that never jumps, for deadlines and durations. The date's clock is set by people and by NTP, and
 * reading it makes Next refuse to prerender. Where there is no `performance`, it is the date's after all.
 */
export function monotonic(): number {
  return globalThis.performance ? performance.now() : Date.now();
}
