import type { Case, Figures, Measure, Side, Target, Tools } from './contest.ts';

/** What is measured in a way of its own: a process that ends, memory, a file's size, a rate over a database. */
export interface Samples {
  readonly name: string;
  /** The first one decides. */
  readonly measures: readonly Measure[];
  /** Ours first. Each sample gives a figure for each measure, and throws unless the work was done right. */
  readonly sides: Readonly<Record<string, () => Figures | Promise<Figures>>>;
  readonly targets?: Readonly<Record<string, Target>>;
  /** What the first measure of ours may be at most, where no other side says it. */
  readonly bound?: number;
  /** 1 for what is the same each time. */
  readonly rounds: number;
  /** Samples of each side that are thrown away at the beginning. Default 0. */
  readonly warmUp?: number;
  /** A profile of the process that works for our side, such as `cpuProfile`. Default: there is nothing to profile. */
  readonly profile?: (work: () => Promise<void>) => Promise<unknown>;
}

/** A case of figures that the sides measure. */
export function samples(tools: Tools, options: Samples): Case {
  const { name, measures, sides, targets, bound, rounds, warmUp = 0, profile } = options;
  const side = (sample: () => Figures | Promise<Figures>): Side => ({
    async prepare() {
      for (let round = 0; round < (tools.quick ? 0 : warmUp); round++) await sample();
    },
    sample,
    ...(profile && {
      profile: (milliseconds) =>
        profile(async () => {
          const end = performance.now() + milliseconds;
          while (performance.now() < end) await sample();
        }),
    }),
  });
  return {
    name,
    measures,
    sides: Object.fromEntries(Object.entries(sides).map(([name, sample]) => [name, side(sample)])),
    ...(targets && { targets }),
    ...(bound !== undefined && { bound }),
    rounds: tools.quick ? 1 : rounds,
  };
}
