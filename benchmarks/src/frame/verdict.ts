import type { Target } from './contest.ts';

export type Verdict = 'met' | 'missed' | 'noisy';

/** What speaks against a verdict. */
export interface Noise {
  /** How far the ratios of the rounds lie apart: their interquartile range as a part of their median. */
  readonly spread: number;
  /** How many cores other programs kept busy. */
  readonly others: number;
}

const MOST_SPREAD = 0.2;
/** More of the others leaves our sides short of what they need. */
export const MOST_OTHERS = 0.25;

/** Whether a ratio meets its target; no judgment where the machine was too noisy for one. */
export function verdict(ratio: number, target: Target, { spread, others }: Noise): Verdict {
  if (spread > MOST_SPREAD || others > MOST_OTHERS) return 'noisy';
  return ('atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost) ? 'met' : 'missed';
}
