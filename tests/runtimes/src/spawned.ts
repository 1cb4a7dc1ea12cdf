import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Entry, Running, Start } from '@vortex/conformance';
import { afterAll } from 'vitest';

interface Line {
  readonly port?: number;
  readonly entry?: Entry;
  readonly flushed?: string;
}

interface Process extends Running {
  readonly flush: () => Promise<void>;
  forget(): void;
}

/**
 * Starts the app under test in another runtime: `command` runs a TypeScript file and hands it the last argument. Cases
 * that want the same settings one after the other get the same process, with an empty journal.
 */
export function spawned(command: string, args: readonly string[]): Start {
  let latest: { readonly key: string; readonly process: Process } | undefined;
  afterAll(() => latest?.process.close());
  return async (settings) => {
    const key = JSON.stringify(settings);
    if (latest?.key !== key) {
      await latest?.process.close();
      latest = undefined;
      latest = { key, process: await launch(command, [...args, key]) };
    }
    const { process } = latest;
    await process.flush();
    process.forget();
    return { ...process, close: async () => {} };
  };
}

async function launch(command: string, args: readonly string[]): Promise<Process> {
  // A group of its own: the command may be a script that starts the runtime.
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: withoutVortex(process.env),
    detached: true,
  });
  const exited = once(child, 'exit');
  const entries: Entry[] = [];
  const waiting = new Map<string, () => void>();
  const port = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code} before it listened.`)));
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if (line.entry) entries.push(line.entry);
      if (line.port !== undefined) resolve(line.port);
      if (line.flushed !== undefined) waiting.get(line.flushed)?.();
    });
  });
  const url = `http://127.0.0.1:${await port}`;
  let flushes = 0;
  return {
    url,
    async flush() {
      const mark = `?${++flushes}`;
      const flushed = new Promise<void>((resolve) => waiting.set(mark, resolve));
      await fetch(`${url}/flush${mark}`);
      await flushed;
    },
    forget: () => {
      entries.length = 0;
    },
    journal: async () => entries,
    async close() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await exited;
    },
  };
}

function withoutVortex(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VORTEX_')));
}
