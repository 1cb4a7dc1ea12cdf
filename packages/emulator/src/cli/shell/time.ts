const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A moment and how far away it is: `2026-01-01T00:00:00.000Z (in 3 days)`. */
export function moment(at: Date, now: number = Date.now()): string {
  return Number.isNaN(at.getTime()) ? 'no time that can be read' : `${at.toISOString()} (${away(at.getTime() - now)})`;
}

/** How far away a moment is, in the largest unit that fits. */
export function away(ms: number): string {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? UNITS[3];
  const count = Math.round(Math.abs(ms) / length);
  if (count === 0) return 'now';
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms > 0 ? `in ${text}` : `${text} ago`;
}
