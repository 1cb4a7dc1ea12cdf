import type { Measure } from '../frame/contest.ts';
import type { CaseOutcome, SideOutcome } from '../frame/outcome.ts';
import { relative, type Spread } from '../frame/statistics.ts';
import { figure, ratioText, targetText, VERDICTS } from './format.ts';

/** The tables of a contest in Markdown: one for each run of cases that measure the same. */
export function tables(cases: readonly CaseOutcome[]): string {
  const groups: CaseOutcome[][] = [];
  for (const one of cases) {
    const group = groups.at(-1);
    if (group?.[0] && columns(group[0]) === columns(one)) group.push(one);
    else groups.push([one]);
  }
  return groups.map(table).join('\n\n');
}

function columns({ measures }: CaseOutcome): string {
  return measures.map(({ name }) => name).join(' | ');
}

function table(cases: readonly CaseOutcome[]): string {
  const measures = cases[0]?.measures ?? [];
  const head = ['', '', ...measures.map(({ name }) => name), 'ratio', 'target', ''];
  const rows = cases.flatMap((one) => one.sides.map((side, index) => row(one, side, index)));
  return [head, head.map((_, index) => (index < 2 ? '---' : '---:')), ...rows].map(line).join('\n');
}

function row({ name, measures }: CaseOutcome, side: SideOutcome, index: number): string[] {
  const [lead] = measures;
  return [
    index === 0 ? name : '',
    side.name,
    ...measures.map((measure) => cell(side.figures[measure.name], measure)),
    side.ratio ? ratioText(side.ratio.median) : '',
    lead ? targetText(side, lead.unit) : '',
    side.verdict ? VERDICTS[side.verdict] : '',
  ];
}

/** The median, and how far the rounds lie apart where they do. */
function cell(spread: Spread | undefined, { unit }: Measure): string {
  if (!spread) return '';
  const percent = Math.round(relative(spread) * 50);
  return `${figure(spread.median, unit)}${percent > 0 ? ` ±${percent}%` : ''}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
