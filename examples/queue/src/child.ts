import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Told } from './process.ts';

/** A process of this example. */
export interface Child {
  /** Starts it, also after it was killed. Resolves when it is ready. */
  start(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Tells it to finish what it has, and waits until it has. */
  drain(): Promise<void>;
}

/**
 * A process that runs one of the files beside this one.
 *
 * @param hears - Gets what it tells, but for that it is ready.
 */
export function childOf(
  file: string,
  environment: Readonly<Record<string, string>>,
  hears: (message: Exclude<Told, { ready: true }>) => void,
): Child {
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    async start() {
      // A group of its own: Ctrl-C is for the process at the terminal, which drains the others in order.
      const started = fork(fileURLToPath(new URL(file, import.meta.url)), {
        env: { ...process.env, ...environment },
        detached: true,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.on('message', (message: Told) => ('ready' in message ? resolve() : hears(message)));
        // What can't start while a server is away is started again by who waits for it.
        started.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)));
      });
    },
    kill: () => end('SIGKILL'),
    drain: () => end('SIGTERM'),
  };
}
