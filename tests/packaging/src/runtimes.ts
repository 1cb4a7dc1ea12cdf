import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The binaries are those of tests/runtimes: nothing is downloaded twice. */
const fromRuntimes = createRequire(new URL('../../runtimes/package.json', import.meta.url));

/** A program that runs JavaScript files. */
export interface Runtime {
  readonly name: string;
  /** The file to run and what stands before the program's own arguments; `undefined` where this platform has none. */
  readonly command: readonly [file: string, ...args: string[]] | undefined;
}

const deno = installed('deno', 'bin.cjs');
const bun = installed('bun', 'bin/bun.exe');

export const NODES: readonly Runtime[] = ['20', '22', '24', '26'].map((major) => {
  const file = installed(`node-${major}`, 'bin/node');
  return { name: `Node ${major}`, command: file ? [file] : undefined };
});

export const RUNTIMES: readonly Runtime[] = [
  ...NODES,
  { name: 'Bun', command: bun ? [bun, 'run'] : undefined },
  { name: 'Deno', command: deno ? [process.execPath, deno, 'run', '--allow-all', '--no-lock'] : undefined },
];

/** The `workerd` program. */
export function workerd(): string {
  return fromRuntimes.resolve('workerd/bin/workerd');
}

/**
 * Runs a program to its end.
 *
 * @param args - The program and its arguments, after the runtime's own.
 * @throws with all output unless it ends well and prints `ok`.
 */
export async function runsWell({ command }: Runtime, cwd: string, args: readonly string[]): Promise<void> {
  if (!command) throw new Error('This runtime is not among the packages of this platform.');
  const [file, ...own] = command;
  const { stdout, stderr } = await execute(file, [...own, ...args], { cwd, timeout: 170_000, killSignal: 'SIGKILL' });
  if (stdout.trim() !== 'ok') throw new Error(`${args.join(' ')} printed:\n${stdout}${stderr}`);
}

function installed(name: string, path: string): string | undefined {
  try {
    const file = join(fromRuntimes.resolve(`${name}/package.json`), '..', path);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}
