/**
 * What a benchmark is made of. A contest is a file in `contests/` with cases; in a case, several sides do the same work,
 * ours first. `calls`, `requests` and `samples` make cases.
 */
export interface Contest {
  /** The heading in RESULTS.md. */
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly about: string;
  /** Packages of others that take part; RESULTS.md names their versions. */
  readonly peers: readonly string[];
  /** How long it takes on two quiet cores. The progress line starts from it. */
  readonly seconds: number;
  /** What it needs and this machine does not have, if so: the contest is skipped. */
  missing?(): string | undefined;
  /** Starts what all cases share, hands what ends it to `tools.closing`, and makes the cases. */
  cases(tools: Tools): readonly Case[] | Promise<readonly Case[]>;
}

/** What the frame gives to a contest. */
export interface Tools {
  /** With `--quick`: the fewest rounds and the smallest amounts, to see that everything works. */
  readonly quick: boolean;
  /** Runs after the contest, in reverse order, also when it fails. */
  closing(close: () => unknown): void;
}

/** One comparison. */
export interface Case {
  readonly name: string;
  /** The first one decides: it has the ratio, the target and the chart. */
  readonly measures: readonly Measure[];
  /** By name, in the order of the table. The first one is ours. */
  readonly sides: Readonly<Record<string, Side>>;
  /** By the side that ours is compared with. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** What the first measure of ours may be at most, where no other side says it. */
  readonly bound?: number;
  /** How often each side is sampled. With 1, the figure is exact, and never called noisy. */
  readonly rounds: number;
}

/** One way to do the work. */
export interface Side {
  /** Once, before anything is timed: starts what it needs, sees that the answer is right, and warms up. */
  prepare(): void | Promise<void>;
  /** One figure for each measure of the case. */
  sample(): Figures | Promise<Figures>;
  /** Does the work for about so many milliseconds and returns a profile of the process that does it. */
  profile?(milliseconds: number): Promise<unknown>;
}

/** By the name of the measure. */
export type Figures = Readonly<Record<string, number>>;

/** What is measured, and in which unit. Of calls and requests per second, more is better; of all else, less. */
export interface Measure {
  readonly name: string;
  readonly unit: Unit;
}

export type Unit = '/s' | 'µs' | 'ms' | 'B' | 'KB' | 'MB' | 'count';

/**
 * `atLeast` bounds how many times as good ours is: our rate by the other's, or the other's cost by ours. `atMost` bounds
 * how many times the other's cost ours is.
 */
export type Target = { readonly atLeast: number } | { readonly atMost: number };
