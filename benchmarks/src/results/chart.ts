import type { CaseOutcome } from '../frame/outcome.ts';
import { figure } from './format.ts';

export type Theme = 'light' | 'dark';

const COLORS = {
  light: { text: '#1f2328', quiet: '#59636e', ours: '#0969da', other: '#afb8c1' },
  dark: { text: '#e6edf3', quiet: '#9198a1', ours: '#4493f8', other: '#656c76' },
} as const;

const WIDTH = 360;
const HEAD = 20;
const BAR = 18;
const GAP = 12;
const LABEL = 132;
/** Room for the figure behind the longest bar. */
const FIGURE = 84;

/** Horizontal bars of the first measure of each case, as wide as a phone shows without scaling. */
export function chart(title: string, cases: readonly CaseOutcome[], theme: Theme): string {
  const color = COLORS[theme];
  let y = 0;
  // One bar alone compares nothing.
  const compared = cases.filter(({ sides }) => sides.length > 1);
  const groups = compared.map((one) => {
    const at = y;
    y += HEAD * lines(one.name).length + BAR * one.sides.length + GAP;
    return group(one, at, color);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="${escaped(title)}" font-family="-apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif" font-size="12">
${groups.join('\n')}
</svg>
`;
}

function group(one: CaseOutcome, top: number, color: (typeof COLORS)[Theme]): string {
  const [lead] = one.measures;
  if (!lead) return '';
  const value = (side: CaseOutcome['sides'][number]) => Math.max(0, side.figures[lead.name]?.median ?? 0);
  const most = Math.max(...one.sides.map(value)) || 1;
  const captions = lines(one.name).map(
    (text, index) =>
      `<text x="0" y="${top + HEAD * index + 14}" fill="${color.text}" font-weight="600">${escaped(text)}</text>`,
  );
  captions.push(
    `<text x="${WIDTH}" y="${top + 14}" fill="${color.quiet}" text-anchor="end">${lead.unit === '/s' ? 'more' : 'less'} is better</text>`,
  );
  const bars = one.sides.map((side, index) => {
    const y = top + HEAD * (captions.length - 1) + BAR * index;
    const width = Math.max(1, Math.round((value(side) / most) * (WIDTH - LABEL - FIGURE)));
    return [
      `<text x="0" y="${y + 12}" fill="${color.quiet}">${escaped(cut(side.name, 22))}</text>`,
      `<rect x="${LABEL}" y="${y + 2}" width="${width}" height="${BAR - 6}" rx="2" fill="${index === 0 ? color.ours : color.other}"/>`,
      `<text x="${LABEL + width + 5}" y="${y + 12}" fill="${color.text}">${escaped(figure(value(side), lead.unit))}</text>`,
    ].join('\n');
  });
  return [...captions, ...bars].join('\n');
}

/** What does not fit on a line goes to the next. */
function lines(text: string): string[] {
  const made: string[] = [];
  for (const word of text.split(' ')) {
    const last = made.at(-1);
    if (last !== undefined && last.length + word.length < 45) made[made.length - 1] = `${last} ${word}`;
    else made.push(word);
  }
  return made;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
