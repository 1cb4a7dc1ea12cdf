import { EmulatorError } from '../emulator-error.ts';
import { dev } from './dev.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';
import { trigger } from './trigger.ts';

/** One command of the CLI. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** All of `vortex <name> --help`. */
  readonly help: string;
  /** Resolves to the exit code. Throws {@link UsageError} for a command line it can't understand. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

declare const __PACKAGE_VERSION__: string;

const COMMANDS: Readonly<Record<string, Command>> = { dev, trigger };

/** Runs one command line, without the program's own name, and gives its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview());
    return EXIT.ok;
  }
  if (name === '--version') {
    terminal.out(`${__PACKAGE_VERSION__}\n`);
    return EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command)
    return refuse(terminal, `vortex: there is no command ${JSON.stringify(name)}. \`vortex --help\` lists them.`);
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(command.help);
    return EXIT.ok;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError)
      return refuse(terminal, `vortex ${name}: ${error.message}\n\`vortex ${name} --help\` explains the options.`);
    if (!(error instanceof EmulatorError)) throw error;
    terminal.error(`vortex ${name}: ${error.message}\n`);
    if (error.code === 'port_in_use' || error.code === 'listen_failed') return EXIT.port;
    return error.code === 'invalid_option' ? EXIT.usage : EXIT.failed;
  }
}

function refuse(terminal: Terminal, message: string): number {
  terminal.error(`${message}\n`);
  return EXIT.usage;
}

function overview(): string {
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `vortex: Vortex Cloud on your own machine.

Usage: vortex <command> [options]

Commands:
${commands.join('\n')}

Options:
  --help      this text; after a command, the command's own
  --version   the version of this package

Examples:
  npx -p @vortex/emulator vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex
  npx -p @vortex/emulator vortex trigger invitation.accepted --to http://127.0.0.1:3000/webhooks/vortex
`;
}
