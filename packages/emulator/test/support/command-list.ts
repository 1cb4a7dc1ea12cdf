import { readFileSync, writeFileSync } from 'node:fs';
import { VORTEX } from '../../src/cli/commands.ts';
import { type Command, type CommandGroup, flagOf } from '../../src/cli/shell/command.ts';

const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- commands: written by `pnpm --filter @vortex/emulator run readme` -->\n';
const END = '<!-- /commands -->';

/** Every command of the table, by its path. */
export function commandsOf(group: CommandGroup = VORTEX, path: readonly string[] = []): (readonly [string, Command])[] {
  return Object.entries(group.commands).flatMap(([name, found]) =>
    'commands' in found ? commandsOf(found, [...path, name]) : [[[...path, name].join(' '), found] as const],
  );
}

/** The README with the list of commands as the table of the CLI has it. */
export function readmeWithCommands(): string {
  const readme = readFileSync(README, 'utf8');
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.slice(rest.indexOf(END));
  if (before === undefined || after === undefined) throw new Error(`README.md has no ${BEGIN}`);
  const rows = commandsOf().map(([path, command]) => `| \`${usageOf(path, command)}\` | ${command.summary} |\n`);
  return `${before}${BEGIN}\n| command | does |\n| --- | --- |\n${rows.join('')}\n${after}`;
}

function usageOf(path: string, { argument, rest, options }: Command): string {
  const required = Object.entries(options)
    .filter(([, { missing }]) => missing !== undefined)
    .map(([name, { value }]) => `${flagOf(name)} ${value}`);
  return [
    path,
    ...(argument ? [argument.optional ? `[${argument.name}]` : argument.name] : []),
    ...required,
    ...(rest ? [`[-- ${rest.name}]`] : []),
  ].join(' ');
}

if (process.argv[1] === import.meta.filename) writeFileSync(README, readmeWithCommands());
