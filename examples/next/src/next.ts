import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Problem } from '@vortex/example-web';

const HOST = '127.0.0.1';
const bin = createRequire(import.meta.url).resolve('next/dist/bin/next');
const folder = fileURLToPath(new URL('..', import.meta.url));

/** Next's own commands, with the app's settings in their environment. */
export interface Next {
  /** Waits for `next build`. */
  build(): Promise<void>;
  /** Starts `next start` or `next dev`, and resolves once it answers. */
  serve(mode: 'start' | 'dev', port: number): Promise<Served>;
}

/** An app that Next serves. */
export interface Served {
  /** Resolves with Next's exit code when it ends. */
  readonly ended: Promise<number | null>;
  close(): Promise<void>;
}

/** @param env - What the app reads. */
export function next(env: Readonly<Record<string, string>>): Next {
  const run = (args: readonly string[], stdio: 'inherit' | 'pipe', mode: 'production' | 'development') =>
    spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', stdio, stdio],
      detached: true,
    });

  return {
    async build() {
      const child = run(['build'], 'pipe', 'production');
      let output = '';
      child.stdout?.on('data', (chunk) => {
        output += chunk;
      });
      child.stderr?.on('data', (chunk) => {
        output += chunk;
      });
      const stop = (): void => kill(child, 'SIGKILL');
      process.once('exit', stop);
      const [code] = (await once(child, 'close')) as [number | null];
      process.off('exit', stop);
      if (code !== 0) throw new Problem(`${output}\nnext build ended with ${code}; the lines above say why.`);
    },
    async serve(mode, port) {
      const args = [mode, '--hostname', HOST, '--port', String(port)];
      const child = run(args, 'inherit', mode === 'dev' ? 'development' : 'production');
      const ended = once(child, 'exit').then(([code]) => code as number | null);
      const close = async (): Promise<void> => {
        kill(child, 'SIGTERM');
        // Streams of open pages would hold it.
        const late = setTimeout(() => kill(child, 'SIGKILL'), 1000);
        await ended;
        clearTimeout(late);
      };
      process.once('exit', () => kill(child, 'SIGKILL'));
      while (child.exitCode === null && !(await answers(port))) await sleep(50);
      return { ended, close };
    },
  };
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://${HOST}:${port}/icon.svg`).then(
    () => true,
    () => false,
  );
}

/** With everything it has started. */
function kill({ pid, exitCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
