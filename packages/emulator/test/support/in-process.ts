import { Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
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
  return { code: await run(args, terminal), out, error };
}
