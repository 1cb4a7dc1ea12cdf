import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The app as somebody at a terminal starts it. */
export interface Started {
  /** What it has printed so far, both streams. */
  readonly output: () => string;
  /** Resolves as soon as it has printed what fits; rejects with what it printed instead when it ends. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Sends a signal, if one is given, and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a program with no Vortex in the environment but the one that is given.
 *
 * @param main - The path of the program.
 */
export function start(main: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const { VORTEX_API_KEY, VORTEX_API_BASE_URL, VORTEX_WEBHOOK_SECRET, FORCE_COLOR, ...clean } = process.env;
  const child = spawn(process.execPath, [main, ...args], { env: { ...clean, NO_COLOR: '1', ...env } });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    output: () => text,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = text.match(pattern);
          if (match) resolve(match);
        };
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then((code) => reject(new Error(`It ended with ${code} before ${pattern}:\n${text}`)));
      }),
    end: (signal) => {
      if (signal) child.kill(signal);
      return ended;
    },
  };
}

/** A port that something else is using. */
export async function busyPort(): Promise<{ port: number; free(): Promise<void> }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    free: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A port at which nothing answers: it was free a moment ago. */
export async function silentPort(): Promise<number> {
  const { port, free } = await busyPort();
  await free();
  return port;
}
