import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What a command line has ended with. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  /** The Node that runs it, with its own options, and the file that it runs. Default: this one, from the sources. */
  readonly node?: string;
  readonly nodeArgs?: readonly string[];
  readonly cli?: string;
}

/** A command that goes on until it is interrupted. */
export interface Running {
  /** Resolves with all of the output once it holds this. */
  says(text: string | RegExp): Promise<string>;
  /** The same for standard error. */
  complains(text: string | RegExp): Promise<string>;
  readonly pid: number | undefined;
  interrupt(): Promise<Ran>;
  /** Stops reading, as `head` does; resolves once the command has ended. */
  hangUp(): Promise<Ran>;
}

/** What is published: the sources hold JSX and bundled browser files, which Node can't run as they are. */
const CLI = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

/** Runs `vortex` as a process of its own, with none of the Vortex variables that the tests' own process may have. */
export async function vortex(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { child, ended } = start(args, options);
  child.stdin?.end(options.input ?? '');
  return ended;
}

/** Starts `vortex`; `interrupt` must be awaited. */
export function startVortex(args: readonly string[], options: RunOptions = {}): Running {
  const { child, ended, output, errors } = start(args, options);
  const holds = (from: Readable | null, all: () => string, text: string | RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (typeof text === 'string' ? all().includes(text) : text.test(all())) resolve(all());
      };
      from?.on('data', look);
      void ended.then((ran) => reject(new Error(`vortex has ended: ${JSON.stringify(ran)}`)));
      look();
    });
  return {
    pid: child.pid,
    says: (text) => holds(child.stdout, output, text),
    complains: (text) => holds(child.stderr, errors, text),
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
    hangUp() {
      child.stdout?.destroy();
      return ended;
    },
  };
}

function start(
  args: readonly string[],
  { env = {}, cwd, node = process.execPath, nodeArgs = [], cli = CLI }: RunOptions,
): { child: ChildProcess; ended: Promise<Ran>; output: () => string; errors: () => string } {
  const inherited = Object.entries(process.env).filter(([name]) => !/^VORTEX_|COLOR/.test(name));
  const child = spawn(node, [...nodeArgs, cli, ...args], {
    cwd,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    error += chunk;
  });
  const ended = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, out, error })));
  return { child, ended, output: () => out, errors: () => error };
}
