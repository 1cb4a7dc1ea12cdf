import { beforeAll, describe, expect, test } from 'vitest';
import { type Cell, cells } from './cells.ts';
import { type Consumer, consumer } from './consumer.ts';
import { type Declared, declarationChecks } from './declarations.ts';
import { firstDifference } from './fresh.ts';
import { installed } from './installed.ts';
import { kilobytes, type Size, sizes } from './sizes.ts';
import { committed, render } from './table.ts';

let made: Consumer;
beforeAll(async () => {
  made = await consumer();
}, 300_000);

const passed = new Map<Cell, boolean>();
const declared: Declared[] = [];
let weighed: readonly Size[] = [];

for (const fixture of new Set(cells.map((cell) => cell.fixture))) {
  describe(fixture, () => {
    for (const cell of cells.filter((cell) => cell.fixture === fixture)) {
      if (!cell.available) console.warn(`skipped: ${cell.runtime} is not on this machine`);
      test.skipIf(!cell.available)(`on ${cell.runtime}`, { timeout: 180_000 }, async () => {
        passed.set(cell, false);
        await cell.run(made.folder);
        passed.set(cell, true);
      });
    }
  });
}

describe('declarations', () => {
  test.each(declarationChecks())('TypeScript $version, $settings', { timeout: 120_000 }, async ({ check }) => {
    const result = await check(made.folder);
    declared.push(result);
    expect(result.errors).toEqual([]);
  });
});

test('every import stays in its budget', { timeout: 60_000 }, async () => {
  weighed = await sizes(made.folder);
  const over = weighed.filter(({ bytes, budget }) => budget !== undefined && bytes > budget);
  expect(over.map(({ what, bytes }) => `${what}: ${kilobytes(bytes)}`)).toEqual([]);
});

test('the tables of docs/support.md are this run’s', ({ skip }) => {
  if (cells.some((cell) => !cell.available)) skip('not every runtime is on this machine');
  const found = render({ passed, declared, sizes: weighed, installed: installed(made.folder) });
  const how = 'Run `pnpm build && pnpm --filter @vortex/tests-packaging table`.';
  expect(firstDifference(committed('packaging'), found), how).toBeUndefined();
});
