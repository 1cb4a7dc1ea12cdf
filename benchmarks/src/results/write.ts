import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chart } from './chart.ts';
import { document, type Kept } from './document.ts';

/**
 * Keeps a contest's outcome in a folder, draws its charts, and writes RESULTS.md from all that is kept there.
 *
 * @param order - The names of all contests, in the order of the page.
 */
export function write(folder: string, kept: Kept, order: readonly string[]): void {
  for (const part of ['results', 'charts']) mkdirSync(join(folder, part), { recursive: true });
  const file = (name: string) => join(folder, 'results', `${name}.json`);
  writeFileSync(file(kept.name), `${JSON.stringify(kept, null, 2)}\n`);
  for (const theme of ['light', 'dark'] as const) {
    writeFileSync(join(folder, 'charts', `${kept.name}-${theme}.svg`), chart(kept.title, kept.cases, theme));
  }
  const all = order.filter((name) => existsSync(file(name)));
  const read = (name: string): Kept => JSON.parse(readFileSync(file(name), 'utf8'));
  writeFileSync(join(folder, 'RESULTS.md'), document(all.map(read)));
}
