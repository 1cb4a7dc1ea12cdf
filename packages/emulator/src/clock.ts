import type { Kept, Touched } from './kept.ts';

/** The emulator's time: the real one, moved forward by as much as a test has asked for. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves time forward by so many milliseconds. */
  advance(ms: number): void;
  /** Back to the real time. */
  reset(): void;
  readonly kept: Kept;
}

export function createClock(touched: Touched): Clock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance(ms) {
      if (!(ms >= 0))
        throw new RangeError(`Time only goes forward; advance() was given ${ms}. Pass milliseconds >= 0.`);
      offset += ms;
      touched('clock', 'offset');
    },
    reset() {
      offset = 0;
    },
    kept: {
      entries: () => [['offset', offset]],
      entry: () => offset,
      restore(entries) {
        offset = (entries.get('offset') as number | undefined) ?? 0;
      },
    },
  };
}

/** The ISO-8601 form with milliseconds and `Z` that Vortex uses. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
