import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { frameworks } from './frameworks.ts';
import type { Seen } from './seen.ts';

const docs = fileURLToPath(new URL('../../../docs/frameworks/', import.meta.url));
const manual = `${docs}README.md`;
const START = '<!-- frameworks:start -->';
const END = '<!-- frameworks:end -->';

/** The table of docs/frameworks, of what a run has found. */
export function render(seen: Readonly<Record<string, Seen>>): string {
  const rows = frameworks.map(({ name, folder }) => {
    const { ran, passed, failed, refused } = seen[name] ?? { ran: [], passed: 0, failed: 0, refused: 0 };
    const [page = '../../packages/nuxt/README.md'] = pagesOf(folder);
    const cases = ran.length === 0 ? 'not run' : `${passed}${failed ? `, ${failed} FAILED` : ''}`;
    return `| [${name}](${page}) | ${ran.join(', ')} | ${cases} | ${refused || ''} |`;
  });
  return ['| framework | run with | cases passed | refused by the framework |', '|---|---|---|---|', ...rows].join(
    '\n',
  );
}

/** The pages that show a file of a framework's. */
export function pagesOf(folder: string): string[] {
  return globSync('*.md', { cwd: docs }).filter((name) =>
    readFileSync(docs + name, 'utf8').includes(`<!-- file: tests/frameworks/${folder}/`),
  );
}

/** The table that docs/frameworks has now. */
export function committed(): string {
  return parts()[1].trim();
}

/** Puts a new one there. */
export function write(table: string): void {
  const [before, , after] = parts();
  writeFileSync(manual, `${before}${START}\n${table}\n${END}${after}`);
}

function parts(): [before: string, table: string, after: string] {
  const [before = '', rest = ''] = readFileSync(manual, 'utf8').split(START);
  const [table, after] = rest.split(END);
  if (table === undefined || after === undefined) throw new Error(`${manual} needs the lines ${START} and ${END}.`);
  return [before, table, after];
}
