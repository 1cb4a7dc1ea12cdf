import type { Unit } from '../frame/contest.ts';
import type { SideOutcome } from '../frame/outcome.ts';

/** `123,456/s`, `12.3 µs`, `1,800 B`. */
export function figure(value: number, unit: Unit): string {
  if (unit === 'count') return Math.round(value).toLocaleString('en-US');
  return unit === '/s' ? `${rounded(value)}/s` : `${rounded(value)} ${unit}`;
}

/** Three digits that say something, and all before the point. */
function rounded(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}

/** `1.15x`, `0.973x` near 1. */
export function ratioText(ratio: number): string {
  return `${ratio.toFixed(ratio >= 2 ? 1 : 2)}x`;
}

/** `at least 1.15x`, `at most 1,800 B`; nothing where there is no target. */
export function targetText({ target }: Pick<SideOutcome, 'target'>, unit: Unit): string {
  if (!target) return '';
  if ('bound' in target) return `at most ${figure(target.bound, unit)}`;
  return 'atLeast' in target ? `at least ${target.atLeast}x` : `at most ${target.atMost}x`;
}

export const VERDICTS = { met: 'met', missed: '**missed**', noisy: 'too noisy' } as const;
