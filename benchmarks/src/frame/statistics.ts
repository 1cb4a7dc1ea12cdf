/** The middle of several figures, and how far apart they lie. */
export interface Spread {
  readonly median: number;
  /** A quarter of the figures is at most this. */
  readonly low: number;
  /** A quarter of the figures is at least this. */
  readonly high: number;
}

/** @throws {Error} Without any figure. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** The interquartile range as a part of the median: 0.05 is 5 %. */
export function relative({ median, low, high }: Spread): number {
  return median === 0 ? 0 : (high - low) / Math.abs(median);
}

/** @param sorted - Ascending. @param part - 0.99 for what 99 % are at most. */
export function quantile(sorted: readonly number[], part: number): number {
  const position = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) throw new Error('There is no figure to take a quantile of.');
  return below + (above - below) * (position - Math.floor(position));
}
