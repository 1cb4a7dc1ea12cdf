import type { Case, Contest, Figures, Measure, Target, Tools } from './contest.ts';
import { watchOthers } from './machine-load.ts';
import { relative, type Spread, spread } from './statistics.ts';
import { type Verdict, verdict } from './verdict.ts';

/** What a contest gave. */
export interface Outcome {
  readonly title: string;
  readonly about: string;
  readonly cases: readonly CaseOutcome[];
  /** How long it took. */
  readonly seconds: number;
}

/** What a case gave. */
export interface CaseOutcome {
  readonly name: string;
  readonly measures: readonly Measure[];
  /** Ours first. */
  readonly sides: readonly SideOutcome[];
  readonly rounds: number;
  /** How many cores other programs kept busy meanwhile. */
  readonly others: number;
}

/** What a side of a case gave. */
export interface SideOutcome {
  readonly name: string;
  /** By measure. */
  readonly figures: Readonly<Record<string, Spread>>;
  /** Of the first measure, from the pairs of each round: how many times as good ours is, or its cost with `atMost`. */
  readonly ratio?: Spread;
  readonly target?: Target | { readonly bound: number };
  readonly verdict?: Verdict;
}

/** How contests are run. */
export interface PlayOptions {
  readonly quick: boolean;
  /** Called as a contest goes on, with the part of it that is done. */
  readonly onProgress: (part: number, name: string) => void;
}

/** Runs one contest, and ends what it has started. */
export async function play(contest: Contest, { quick, onProgress }: PlayOptions): Promise<Outcome> {
  const start = performance.now();
  return withTools(quick, async (tools) => {
    onProgress(0, 'preparing');
    const all = await contest.cases(tools);
    const cases: CaseOutcome[] = [];
    for (const [index, one] of all.entries()) {
      cases.push(await playCase(one, (part) => onProgress((index + part) / all.length, one.name)));
    }
    const { title, about } = contest;
    return { title, about, cases, seconds: (performance.now() - start) / 1000 };
  });
}

/** Gives tools to some work, and closes what it has handed to them. */
export async function withTools<Result>(quick: boolean, work: (tools: Tools) => Promise<Result>): Promise<Result> {
  const closers: (() => unknown)[] = [];
  try {
    return await work({ quick, closing: (close) => void closers.push(close) });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function playCase(
  { name, measures, sides, targets = {}, bound, rounds }: Case,
  onProgress: (part: number) => void,
) {
  const names = Object.keys(sides);
  for (const [side, { prepare }] of Object.entries(sides)) await naming(`${name}, ${side}`, prepare);
  const taken: Record<string, Figures[]> = Object.fromEntries(names.map((side) => [side, []]));
  const others = watchOthers();
  for (let round = 0; round < rounds; round++) {
    // By lot: what runs pays for the garbage of what ran before.
    for (const side of shuffled(names)) {
      await naming(`${name}, ${side}`, async () => taken[side]?.push((await sides[side]?.sample()) ?? {}));
    }
    onProgress((round + 1) / rounds);
  }
  const busy = others();
  const [lead] = measures;
  const [ours = ''] = names;
  if (!lead) throw new Error(`The case "${name}" measures nothing.`);
  const figure = (side: string, round: number) => taken[side]?.[round]?.[lead.name] ?? Number.NaN;
  const outcome = (side: string): SideOutcome => {
    const figures = Object.fromEntries(
      measures.map((measure) => [
        measure.name,
        spread((taken[side] ?? []).map((one) => one[measure.name] ?? Number.NaN)),
      ]),
    );
    if (side === ours) {
      if (bound === undefined) return { name: side, figures };
      const met = (figures[lead.name]?.median ?? Number.NaN) <= bound;
      return { name: side, figures, target: { bound }, verdict: met ? 'met' : 'missed' };
    }
    const target = targets[side];
    const rate = lead.unit === '/s';
    const cost = target !== undefined && 'atMost' in target;
    const ratio = spread(
      Array.from({ length: rounds }, (_, round) => {
        const [mine, theirs] = [figure(ours, round), figure(side, round)];
        return rate !== cost ? mine / theirs : theirs / mine;
      }),
    );
    const noise = { spread: rounds === 1 ? 0 : relative(ratio), others: rounds === 1 ? 0 : busy };
    return { name: side, figures, ratio, ...(target && { target, verdict: verdict(ratio.median, target, noise) }) };
  };
  return { name, measures, sides: names.map(outcome), rounds, others: busy } satisfies CaseOutcome;
}

/** Says in an error which case it belongs to. */
async function naming(name: string, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function shuffled(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ name }) => name);
}
