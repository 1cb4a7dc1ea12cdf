import type { Outcome } from '../frame/outcome.ts';
import { MOST_OTHERS, type Verdict } from '../frame/verdict.ts';
import type { Surroundings } from './machine.ts';
import { tables } from './table.ts';

/** A contest's outcome as it is kept in `benchmarks/results`, from which RESULTS.md is written. */
export interface Kept extends Outcome {
  /** What `npm run bench -- NAME` takes. */
  readonly name: string;
  readonly surroundings: Surroundings;
}

const HEAD = `<!-- Written by \`npm run bench\`. Do not edit. -->
# Benchmark results

Each table compares the same work done by these packages, by hand and by others. \`npm run bench\` repeats all of it and writes this page;
\`npm run bench -- NAME\` repeats one section. Sides alternate within a run, in an order drawn by lot each round.

- Figures are medians over the rounds. "±3%" is half of the interquartile range.
- **ratio** compares ours with that row's side, by the first column of figures, round by round. With "at least", and without a target, it says
  how many times as good ours is: above 1, ours is faster or smaller. With "at most" it says how many times the other's cost ours is.
- "too noisy": the rounds differ too much, or other programs kept the machine busy. Run it again on a quiet machine.
`;

/** RESULTS.md, from what all contests have given. */
export function document(kept: readonly Kept[]): string {
  return [HEAD, ...summary(kept), ...kept.map(section)].join('\n');
}

/** How many targets are met, and which are not. */
function summary(kept: readonly Kept[]): string[] {
  const judged = kept.flatMap(({ title, cases }) =>
    cases.flatMap(({ name, sides }) =>
      sides.flatMap(({ name: side, verdict }) => (verdict ? { verdict, line: `- ${title}: ${name}, ${side}` } : [])),
    ),
  );
  if (judged.length === 0) return [];
  const of = (verdict: Verdict) => judged.filter((each) => each.verdict === verdict);
  const [met, missed, noisy] = [of('met'), of('missed'), of('noisy')];
  const counts = `Targets: ${met.length} met, ${missed.length} missed, ${noisy.length} too noisy to judge.`;
  return [missed.length === 0 ? `${counts}\n` : `${counts} Missed:\n\n${missed.map(({ line }) => line).join('\n')}\n`];
}

function section({ name, title, about, cases, seconds, surroundings }: Kept): string {
  const { machine, node, versions, date } = surroundings;
  const peers = Object.entries(versions).map(([peer, version]) => `${peer} ${version}`);
  // What is measured once is the same each time.
  const others = Math.max(0, ...cases.filter(({ rounds }) => rounds > 1).map(({ others }) => others));
  const busy = others > MOST_OTHERS ? ` Other programs kept up to ${others.toFixed(1)} cores busy.` : '';
  return `## ${title}

${about}

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="charts/${name}-dark.svg">
  <img src="charts/${name}-light.svg" alt="${title}: the figures of the table below as bars" width="360">
</picture>

${tables(cases)}

\`npm run bench -- ${name}\` on ${date}, ${Math.round(seconds)} s, Node.js ${node}, ${machine}.${peers.length === 0 ? '' : ` With ${peers.join(', ')}.`}${busy}
`;
}
