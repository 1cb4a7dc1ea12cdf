import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandsOf, readmeWithCommands } from './support/command-list.ts';
import { vortexHere } from './support/in-process.ts';

const readme = read('../README.md');

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The first cells of the table below a heading, or of the first table after a text. */
function firstColumn(after: string): string[] {
  const [, rest = ''] = readme.split(after);
  const rows = rest.slice(rest.indexOf('\n|')).split('\n').slice(3);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows.slice(0, end).map((row) => row.split('|')[1]?.trim() ?? '');
}

async function helpOf(...args: string[]): Promise<string> {
  const { code, out } = await vortexHere([...args, '--help']);
  expect(code).toBe(0);
  return out;
}

it('has a row for every option of createEmulator, and for nothing else', () => {
  const [, fields = ''] = /interface EmulatorOptions \{([\s\S]*?)\n\}/.exec(read('../src/emulator/options.ts')) ?? [];
  const options = [...fields.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name]) => `\`${name}\``);
  expect(options.length).toBeGreaterThan(15);
  expect(firstColumn('## Every option').sort()).toEqual(options.sort());
});

it('names the options of vortex dev that there are', async () => {
  const [, table = ''] = /## Every option\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const named = [...table.matchAll(/(--[a-z][\w-]*)/g)].map(([, flag]) => flag);
  const flags = [...(await helpOf('dev')).matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag);
  expect([...new Set(named), '--dotenv', '--json'].sort()).toEqual(flags.sort());
});

it('has the list of commands that the table of the CLI has', () => {
  expect(commandsOf().length).toBeGreaterThan(25);
  expect(readme, 'pnpm --filter @vortex/emulator run readme writes it').toBe(readmeWithCommands());
});
