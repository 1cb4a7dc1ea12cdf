import { run } from '../../src/cli/run.ts';
import type { Ran } from './command.ts';

/** Runs a command line in this process; commands that go on are stopped as soon as they have said `stopAt`. */
export async function vortexHere(args: readonly string[], stopAt?: RegExp): Promise<Ran> {
  const stop = new AbortController();
  let out = '';
  let error = '';
  const terminal = {
    out(text: string) {
      out += text;
      if (stopAt?.test(out)) stop.abort();
    },
    error(text: string) {
      error += text;
    },
    color: false,
    stopped: stop.signal,
  };
  return { code: await run(args, terminal), out, error };
}
