import type { Outcome } from '../frame/outcome.ts';
import { MOST_OTHERS } from '../frame/verdict.ts';
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
  const missed = kept.flatMap(({ title, cases }) =>
    cases.flatMap(({ name, sides }) =>
      sides.filter(({ verdict }) => verdict === 'missed').map((side) => `- ${title}: ${name}, ${side.name}`),
    ),
  );
  const targets = missed.length === 0 ? 'All targets are met.' : `Missed targets:\n\n${missed.join('\n')}`;
  return `${[HEAD, `${targets}\n`, ...kept.map(section)].join('\n')}`;
}

function section({ name, title, about, cases, seconds, surroundings }: Kept): string {
  const { machine, node, versions, date } = surroundings;
  const peers = Object.entries(versions).map(([peer, version]) => `${peer} ${version}`);
  const others = Math.max(...cases.map(({ others }) => others));
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
