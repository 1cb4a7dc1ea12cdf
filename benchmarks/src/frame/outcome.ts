import type { Case, Figures, Measure, Target } from './contest.ts';
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

/**
 * @param taken - By side, the figures of each round.
 * @param others - How many cores other programs kept busy meanwhile.
 */
export function caseOutcome(
  one: Case,
  taken: Readonly<Record<string, readonly Figures[]>>,
  others: number,
): CaseOutcome {
  const { name, measures, rounds, targets = {}, bound } = one;
  const [lead] = measures;
  const [ours, ...rest] = Object.keys(taken);
  if (!lead || ours === undefined) throw new Error(`The case "${name}" measures nothing.`);
  const of = (side: string, measure: Measure) => (taken[side] ?? []).map((each) => each[measure.name] ?? Number.NaN);
  const figures = (side: string) =>
    Object.fromEntries(measures.map((measure) => [measure.name, spread(of(side, measure))]));
  const other = (side: string): SideOutcome => {
    const target = targets[side];
    const ratio = spread(ratios(of(ours, lead), of(side, lead), lead, target));
    // What is measured once is the same each time.
    const noise = rounds === 1 ? { spread: 0, others: 0 } : { spread: relative(ratio), others };
    const judged = target && { target, verdict: verdict(ratio.median, target, noise) };
    return { name: side, figures: figures(side), ratio, ...judged };
  };
  return { name, measures, sides: [bounded(ours, figures(ours), lead, bound), ...rest.map(other)], rounds, others };
}

/** Round by round. */
function ratios(ours: readonly number[], theirs: readonly number[], { unit }: Measure, target?: Target): number[] {
  const ofCost = target !== undefined && 'atMost' in target;
  const ofRate = unit === '/s';
  return ours.map((mine, round) => {
    const other = theirs[round] ?? Number.NaN;
    return ofRate === ofCost ? other / mine : mine / other;
  });
}

function bounded(name: string, figures: SideOutcome['figures'], lead: Measure, bound?: number): SideOutcome {
  if (bound === undefined) return { name, figures };
  const met = (figures[lead.name]?.median ?? Number.NaN) <= bound;
  return { name, figures, target: { bound }, verdict: met ? 'met' : 'missed' };
}
