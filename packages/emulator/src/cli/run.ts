import { CLI } from '../shared/cli-name.ts';
import { EmulatorError } from '../shared/emulator-error.ts';
import { VORTEX } from './commands.ts';
import { type Progress, programOf, Shown } from './shell/program.ts';
import { CommandError, EXIT, type Terminal, UsageError } from './shell/terminal.ts';

declare const __PACKAGE_VERSION__: string;

/** The build puts it in. */
const VERSION = typeof __PACKAGE_VERSION__ === 'string' ? __PACKAGE_VERSION__ : 'not built';

/** Runs one command line, without the program's own name, and gives its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const progress: Progress = { path: [], exit: EXIT.ok };
  const asksForHelp = args.length === 0 || (args.length === 1 && args[0] === 'help');
  const line = asksForHelp ? ['--help'] : args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  try {
    await programOf(VORTEX, VERSION, terminal, progress).parseAsync(line, { from: 'user' });
    return progress.exit;
  } catch (error) {
    if (error instanceof Shown) return EXIT.ok;
    return failed(error, progress.path, terminal);
  }
}

/** Says what went wrong; what is not foreseen goes on as it is, with its stack. */
async function failed(error: unknown, path: readonly string[], terminal: Terminal): Promise<number> {
  const exit = await exitOf(error);
  if (exit === undefined || !(error instanceof Error)) throw error;
  const help = [CLI, ...path, '--help'].join(' ');
  const hint =
    error instanceof UsageError ? `\n\`${help}\` explains ${path.length === 0 ? 'the commands' : 'it'}.` : '';
  terminal.error(`${terminal.errorStyles.red(`${['vortex', ...path].join(' ')}:`)} ${error.message}${hint}\n`);
  return exit;
}

async function exitOf(error: unknown): Promise<number | undefined> {
  if (error instanceof CommandError) return error.exit;
  if (error instanceof EmulatorError) {
    if (error.code === 'port_in_use' || error.code === 'listen_failed') return EXIT.port;
    return error.code === 'invalid_option' || error.code.startsWith('data_') ? EXIT.usage : EXIT.failed;
  }
  const { isVortexError, VortexConfigError } = await import('@vortex/core');
  if (!isVortexError(error)) return undefined;
  if (error instanceof VortexConfigError || error.code === 'invalid_argument') return EXIT.usage;
  return error.code === 'connection_failed' || error.code === 'timeout' ? EXIT.unreachable : EXIT.failed;
}
