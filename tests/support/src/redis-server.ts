import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './server.ts';

/** Whether there is a redis-server here to test against. A test file that skips for its want says so, and fails in CI. */
export function redisIsHere(): boolean {
  try {
    execFileSync('redis-server', ['--version']);
    return true;
  } catch {
    if (process.env.CI) throw new Error('CI has no redis-server.');
    console.warn('Skipped: no redis-server on this machine (apt-get install redis-server).');
    return false;
  }
}

/** A real Redis on a free loopback port, without a disk. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Ends it, with everything it knew. */
  stop(): Promise<void>;
  /** Lets it stand still, as a host does that is out of memory; or go on. */
  freeze(frozen: boolean): void;
}

/**
 * Reserves a port; nothing runs until `start`.
 *
 * @param settings - More of its command line.
 */
export async function redisServer(settings: readonly string[] = []): Promise<RedisServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async start(): Promise<void> {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      // A Sentinel's settings begin with the file that it keeps its state in.
      const args = settings[1] === '--sentinel' ? [...settings, '--port', String(port)] : [...options, ...settings];
      child = spawn('redis-server', args, { stdio: 'ignore' });
      for (let i = 0; i < 200; i++) {
        if (await answers(port)) return;
        await sleep(25);
      }
      throw new Error('redis-server did not start.');
    },
    async stop(): Promise<void> {
      if (!child) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      child = undefined;
    },
    freeze(frozen): void {
      child?.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
