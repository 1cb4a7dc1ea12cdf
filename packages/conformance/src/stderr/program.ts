import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** An app that runs in its own process. */
export interface Program {
  /** The URL of its webhook endpoint. */
  readonly webhook: string;
  /** The URL of its routes, without a trailing slash. */
  readonly routes: string;
  /** Returns what it has written to stderr since the last call. */
  written(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the app; `silent` with `logger: false`. */
export type Launch = (silent: boolean) => Promise<Program>;

/**
 * Starts a program made with `failingApp`.
 *
 * @param args - Node's arguments: the program, and options before it.
 * @example
 * stderrCases('nest', programOf(['--import', 'tsx', 'test/failing-app.ts']));
 */
export function programOf(args: readonly string[]): Launch {
  return async (silent) => {
    const { VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET, NODE_OPTIONS, FORCE_COLOR, ...env } = process.env;
    const child = spawn(process.execPath, ['--no-warnings', ...args, ...(silent ? ['silent'] : [])], {
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors = collect(child.stderr);
    const url = await new Promise<string>((resolve, reject) => {
      child.once('exit', () => reject(new Error(errors())));
      createInterface(child.stdout).on('line', (line) => line.startsWith('http://') && resolve(line));
    });
    return {
      webhook: `${url}/webhooks/vortex`,
      routes: `${url}/api/vortex`,
      written: () => settled(errors),
      async close() {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      },
    };
  };
}

/** Collects what comes out of a stream; each call of the function returns what the ones before did not. */
export function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return () => {
    const seen = text;
    text = '';
    return seen;
  };
}

/**
 * What has been written, a moment after the answer: that and the line take different pipes.
 *
 * @param take - Returns what has been written since it was last called.
 * @example
 * const lines = await settled(() => output.splice(0).join(''));
 */
export async function settled(take: () => string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return take();
}
