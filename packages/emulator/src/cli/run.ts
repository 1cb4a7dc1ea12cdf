import { isVortexError, VortexConfigError } from '@vortex/core';
import { EmulatorError } from '../shared/emulator-error.ts';
import { closest } from './arguments.ts';
import type { Command, CommandGroup } from './command.ts';
import { dev } from './dev.ts';
import { doctor } from './doctor/doctor.ts';
import { fitted } from './help.ts';
import { init } from './init/init.ts';
import { invitations } from './invitations/group.ts';
import { keys } from './keys/group.ts';
import { listen } from './listen.ts';
import { CommandError, EXIT, type Terminal, UsageError } from './terminal.ts';
import { token } from './token/group.ts';
import { trigger } from './trigger.ts';
import { webhook } from './webhook/group.ts';

declare const __PACKAGE_VERSION__: string;

const VORTEX: CommandGroup = {
  summary: 'Vortex Cloud on your own machine.',
  commands: { init, dev, doctor, listen, trigger, token, webhook, keys, invitations },
  examples: [
    'npx -p @vortex/emulator vortex init',
    'npx -p @vortex/emulator vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex',
    'npx -p @vortex/emulator vortex trigger invitation.accepted --to http://127.0.0.1:3000/webhooks/vortex',
    'npx -p @vortex/emulator vortex doctor --app http://127.0.0.1:3000/webhooks/vortex',
  ],
};

/** Runs one command line, without the program's own name, and gives its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args[0] === '--version' || args[0] === '-v') {
    terminal.out(`${__PACKAGE_VERSION__}\n`);
    return EXIT.ok;
  }
  const path = ['vortex'];
  let rest = args[0] === 'help' ? [...args.slice(1), '--help'] : [...args];
  let found: Command | CommandGroup = VORTEX;
  try {
    while ('commands' in found) {
      const [name, ...others] = rest;
      if (name === '--help' || name === '-h' || (name === undefined && found === VORTEX)) break;
      found = choose(found, name);
      path.push(name ?? '');
      rest = others;
    }
    if ('commands' in found || asksForHelp(rest)) {
      terminal.out(fitted('commands' in found ? helpOf(path, found) : found.help));
      return EXIT.ok;
    }
    return await found.run(rest, terminal);
  } catch (error) {
    return failed(error, path.join(' '), terminal);
  }
}

function choose({ commands }: CommandGroup, name: string | undefined): Command | CommandGroup {
  const names = Object.keys(commands);
  if (name === undefined) throw new UsageError(`a command is wanted: ${names.join(', ')}.`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command;
  const similar = closest(name, names);
  throw new UsageError(
    `there is no command ${JSON.stringify(name)}.${similar === undefined ? '' : ` Is ${JSON.stringify(similar)} meant?`}`,
  );
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

/** Says what went wrong; what is not foreseen goes on as it is, with its stack. */
function failed(error: unknown, path: string, terminal: Terminal): number {
  const exit = exitOf(error);
  if (exit === undefined || !(error instanceof Error)) throw error;
  const hint =
    error instanceof UsageError ? `\n\`${path} --help\` explains ${path === 'vortex' ? 'the commands' : 'it'}.` : '';
  terminal.error(`${path}: ${error.message}${hint}\n`);
  return exit;
}

function exitOf(error: unknown): number | undefined {
  if (error instanceof CommandError) return error.exit;
  if (error instanceof EmulatorError) {
    if (error.code === 'port_in_use' || error.code === 'listen_failed') return EXIT.port;
    return error.code === 'invalid_option' || error.code.startsWith('data_') ? EXIT.usage : EXIT.failed;
  }
  if (!isVortexError(error)) return undefined;
  if (error instanceof VortexConfigError || error.code === 'invalid_argument') return EXIT.usage;
  return error.code === 'connection_failed' || error.code === 'timeout' ? EXIT.unreachable : EXIT.failed;
}

function helpOf(path: readonly string[], { summary, commands, examples }: CommandGroup): string {
  const name = path.join(' ');
  const width = Math.max(...Object.keys(commands).map((command) => command.length)) + 2;
  const lines = Object.entries(commands).map(([command, { summary }]) => `  ${command.padEnd(width)}${summary}`);
  const version = path.length === 1 ? '\n  --version   the version of this package' : '';
  return `${name}: ${summary}

Usage: ${name} <command> [options]

Commands:
${lines.join('\n')}

Options:
  --help      this text; after a command, the command's own${version}

Exit codes: 0 done, 1 the answer is no (refused, not valid, not found), 2 wrong usage or a setting is missing,
            3 the port is taken, 4 nobody answers. Colours: on a terminal, unless NO_COLOR is set.

Examples:
${examples.map((example) => `  ${example}\n`).join('')}`;
}
