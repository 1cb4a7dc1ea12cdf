/** One line of a benchmark's table. */
export interface Row {
  readonly name: string;
  readonly ours: string;
  readonly reference: string;
  readonly ratio: string;
  readonly target: string;
  /** Undefined for what is measured to compare with, such as the least that something can cost. */
  readonly pass: boolean | undefined;
}

/** One benchmark: a heading and its lines. */
export interface Benchmark {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** How a comparison is run. */
export interface CompareOptions {
  /** Rounds; each runs every contestant once. Default 15. */
  readonly rounds?: number;
  /** Milliseconds a contestant runs in a round. Default 120. */
  readonly slice?: number;
}

/** What a comparison gives: calls per second, and ratios to the first contestant. */
export interface Comparison {
  /** Median calls per second, by contestant. */
  readonly rate: Readonly<Record<string, number>>;
  /** Median over the rounds of `rate(a) / rate(b)` within the same round. */
  ratio(a: string, b: string): number;
}

/**
 * Compares functions in one process, alternating: in each round every contestant runs for one slice, in an order that
 * turns from round to round, so that whatever the machine does beside falls on all of them alike.
 */
export function compare(
  contestants: Readonly<Record<string, () => unknown>>,
  options: CompareOptions = {},
): Comparison {
  const { rounds = 15, slice = 120 } = options;
  const names = Object.keys(contestants);
  const batch = Object.fromEntries(names.map((name) => [name, batchSize(contestants[name] as () => unknown)]));
  const rates: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] as string;
      rates[name]?.push(rateOf(contestants[name] as () => unknown, batch[name] as number, slice));
    }
  }
  return {
    rate: Object.fromEntries(names.map((name) => [name, median(rates[name] as number[])])),
    ratio: (a, b) => median((rates[a] ?? []).map((rate, round) => rate / (rates[b]?.[round] ?? 1))),
  };
}

/** Warms a function up, and finds how often it is called between two looks at the clock. */
function batchSize(run: () => unknown): number {
  const deadline = performance.now() + 300;
  let calls = 0;
  while (performance.now() < deadline) {
    sink.result = run();
    calls++;
  }
  return Math.max(1, Math.round(calls / 300));
}

/** Written and never read, so that no call can be optimised away. */
const sink: { result?: unknown } = {};

function rateOf(run: () => unknown, batch: number, slice: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < batch; i++) sink.result = run();
    calls += batch;
    elapsed = performance.now() - start;
  } while (elapsed < slice);
  return (calls * 1000) / elapsed;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

/** `123,456/s`. */
export function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en-US')}/s`;
}

/** A row for "at least `target` times the reference". */
export function atLeast(name: string, result: Comparison, ours: string, reference: string, target: number): Row {
  const ratio = result.ratio(ours, reference);
  return {
    name,
    ours: perSecond(result.rate[ours] ?? 0),
    reference: perSecond(result.rate[reference] ?? 0),
    ratio: `${ratio.toFixed(2)}x`,
    target: `>= ${target}x`,
    pass: ratio >= target,
  };
}
