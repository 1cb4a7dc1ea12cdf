import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseOutcome } from '../frame/outcome.ts';
import type { Kept } from './document.ts';
import { write } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'vortex-results-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exact = (median: number) => ({ median, low: median, high: median });

const sign: CaseOutcome = {
  name: 'sign & send',
  measures: [{ name: 'calls', unit: '/s' }],
  rounds: 15,
  others: 0,
  sides: [
    { name: '@vortex/core', figures: { calls: { median: 250_000, low: 245_000, high: 255_000 } } },
    {
      name: 'official',
      figures: { calls: exact(100_000) },
      ratio: exact(2.5),
      target: { atLeast: 1 },
      verdict: 'met',
    },
    {
      name: 'by hand',
      figures: { calls: exact(300_000) },
      ratio: exact(0.833),
      target: { atLeast: 1 },
      verdict: 'missed',
    },
  ],
};

const memory: CaseOutcome = {
  name: 'memory of one',
  measures: [{ name: 'heap', unit: 'B' }],
  rounds: 1,
  others: 0,
  sides: [{ name: '@vortex/core', figures: { heap: exact(2484) }, target: { bound: 1800 }, verdict: 'noisy' }],
};

function kept(name: string, title: string, cases: readonly CaseOutcome[] = [sign, memory]): Kept {
  const surroundings = {
    machine: '2 cores of A processor, 8 GB of memory',
    node: '24.0.0',
    versions: { svix: '2.5.0' },
    date: '2026-11-29',
  };
  return { name, title, about: 'What signing costs.', cases, seconds: 12.4, surroundings };
}

let page = '';
beforeAll(() => {
  write(folder, kept('tokens', 'Tokens'), ['tokens', 'hono']);
  page = readFileSync(join(folder, 'RESULTS.md'), 'utf8');
});

test('the page has a table of what measures the same, ours first, with spread, ratio, target and verdict', () => {
  expect(page).toContain(`|  |  | calls | ratio | target |  |
| --- | --- | ---: | ---: | ---: | ---: |
| sign & send | @vortex/core | 250,000/s ±2% |  |  |  |
|  | official | 100,000/s | 2.5x | at least 1x | met |
|  | by hand | 300,000/s | 0.83x | at least 1x | **missed** |

|  |  | heap | ratio | target |  |
| --- | --- | ---: | ---: | ---: | ---: |
| memory of one | @vortex/core | 2,484 B |  | at most 1,800 B | too noisy |`);
});

test('the page begins with what missed its target', () => {
  expect(page).toContain(
    'Targets: 1 met, 1 missed, 1 too noisy to judge. Missed:\n\n- Tokens: sign & send, by hand\n\n## Tokens',
  );
});

test('the page says what repeats a section, and where and with what it ran', () => {
  expect(page).toContain(
    '`npm run bench -- tokens` on 2026-11-29, 12 s, Node.js 24.0.0, 2 cores of A processor, 8 GB of memory. With svix 2.5.0.',
  );
});

test('the page says when other programs kept the machine busy', () => {
  expect(page).not.toContain('Other programs');
  write(folder, kept('hono', 'Hono', [{ ...sign, others: 0.84 }]), ['tokens', 'hono']);
  expect(readFileSync(join(folder, 'RESULTS.md'), 'utf8')).toContain('Other programs kept up to 0.8 cores busy.');
});

test('a run of one contest replaces its section and leaves the others', () => {
  write(folder, kept('hono', 'Hono'), ['tokens', 'hono']);
  write(folder, kept('tokens', 'Tokens again', [memory]), ['tokens', 'hono']);
  const again = readFileSync(join(folder, 'RESULTS.md'), 'utf8');
  expect(again.match(/^## .*/gm)).toEqual(['## Tokens again', '## Hono']);
});

test('the page shows a chart for the theme of the reader, and both are there', () => {
  expect(page).toContain('<source media="(prefers-color-scheme: dark)" srcset="charts/tokens-dark.svg">');
  for (const [, path = ''] of page.matchAll(/(?:src|srcset)="([^"]+)"/g)) {
    expect(existsSync(join(folder, path))).toBe(true);
  }
});

test('a chart leaves out what is compared with nothing', () => {
  expect(readFileSync(join(folder, 'charts/tokens-dark.svg'), 'utf8')).not.toContain('memory');
});

test('in a chart, bars are as long as their figures, and names stay text', () => {
  const svg = readFileSync(join(folder, 'charts/hono-light.svg'), 'utf8');
  const [ours, official, byHand] = [...svg.matchAll(/<rect [^>]*width="(\d+)"/g)].map(([, width]) => Number(width));
  expect(official).toBeCloseTo((byHand ?? 0) / 3, -1);
  expect(ours).toBeCloseTo((byHand ?? 0) / 1.2, -1);
  expect(svg).toContain('>sign &#38; send<');
});
