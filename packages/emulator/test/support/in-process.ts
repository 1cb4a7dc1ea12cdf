import { Readable } from 'node:stream';
import { VORTEX } from '../../src/cli/commands.ts';
import { run } from '../../src/cli/run.ts';
import type { Command, CommandGroup } from '../../src/cli/shell/command.ts';
import { stylesOf } from '../../src/cli/shell/styles.ts';
import type { Ran, RunOptions } from './command.ts';

/** How a command line runs in this process. */
export interface HereOptions extends RunOptions {
  /** Stops the command, as Ctrl-C does, as soon as its standard output holds this. */
  readonly stopAt?: RegExp;
  readonly color?: boolean;
  /** Called once, with standard output so far, after the first output of a command that goes on. */
  readonly onOut?: (out: string) => Promise<void>;
}

/**
 * Runs a command line in this process: the entry, the parsing and the commands are those of the program. It sees no
 * environment variable but those given, and a current folder without `.env` files unless `cwd` names another one.
 *
 * @throws {Error} where the command ends with an exit code that its help does not name.
 */
export async function vortexHere(args: readonly string[], given: HereOptions | RegExp = {}): Promise<Ran> {
  const {
    env = {},
    cwd = import.meta.dirname,
    input = '',
    stopAt,
    color = false,
    onOut,
  } = given instanceof RegExp ? { stopAt: given } : given;
  const stop = new AbortController();
  let out = '';
  let error = '';
  let told = false;
  const terminal = {
    out(text: string) {
      out += text;
      if (stopAt?.test(out)) stop.abort();
      if (onOut && !told) {
        told = true;
        void onOut(out);
      }
    },
    error(text: string) {
      error += text;
    },
    styles: stylesOf(color),
    errorStyles: stylesOf(color),
    stopped: stop.signal,
    env,
    cwd,
    input: Readable.from([typeof input === 'string' ? Buffer.from(input) : input]),
    keyboard: false,
  };
  const code = await run(args, terminal);
  const exits = exitsOf(args);
  if (exits && !(code in exits))
    throw new Error(`${args.join(' ')} ended with ${code}, of which its help says nothing.`);
  return { code, out, error };
}

/** The exit codes in the help of the command that is run, if one is named. */
function exitsOf(args: readonly string[]): Command['exits'] | undefined {
  let named: Command | CommandGroup | undefined = VORTEX;
  for (const arg of args) if (named && 'commands' in named) named = named.commands[arg];
  return named && 'exits' in named ? named.exits : undefined;
}
