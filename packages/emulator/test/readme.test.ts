import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
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

/** The commands of a help text's list. */
function commandsIn(help: string): string[] {
  const [, list = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name ?? '');
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
  expect([...new Set(named), '--json', '--help'].sort()).toEqual(flags.sort());
});

it('has a row for every command, and for nothing else', async () => {
  const there: string[] = [];
  for (const name of commandsIn(await helpOf())) {
    const below = commandsIn(await helpOf(name));
    there.push(...(below.length > 0 ? below.map((command) => `${name} ${command}`) : [name]));
  }
  const rows = firstColumn('each command has a `--help` with examples:').join(', ');
  const named = [...rows.matchAll(/`([a-z]+(?: [a-z]+)?)[^`]*`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(there.sort());
});
