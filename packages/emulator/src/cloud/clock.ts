import { EmulatorError } from '../shared/emulator-error.ts';
import type { Kept, Touched } from '../state/kept.ts';

/** Dates beyond are no longer written with four digits. */
const END_OF_TIME = Date.UTC(9999, 11, 31);

/** The emulator's time: the real one, moved forward by as much as a test has asked for. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Moves time forward by so many milliseconds.
   *
   * @throws {EmulatorError} `invalid_option`.
   */
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
      if (typeof ms !== 'number' || !(ms >= 0 && Date.now() + offset + ms <= END_OF_TIME))
        throw new EmulatorError(
          'invalid_option',
          `advanceTime() takes a number of milliseconds, 0 or more, and stops at the year 9999; got ${typeof ms === 'number' ? ms : `a ${typeof ms}`}.`,
        );
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
