import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@vortex/example-web';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/** A server of Debian's on a free loopback port, with its data in a folder of its own. */
export interface Server {
  readonly url: string;
  /** Starts it, also after it was killed. Resolves when it answers. */
  start(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
}

/**
 * A Redis that keeps what it has acknowledged, and evicts nothing. With `everysec`, the default, it acknowledges before it
 * has written, for up to two seconds while the disk is slow: a job added then is gone if Redis is killed.
 */
export async function redisServer(): Promise<Server> {
  const program = programOf('redis-server', '/usr/bin/redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'vortex-queue-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    'maxmemory-policy': 'noeviction',
  };
  const args = ['--port', String(port), ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])];
  return server(
    url,
    folder,
    () => spawn(program, args, { stdio: 'ignore', detached: true }),
    'SIGTERM',
    async () => {
      const redis = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
      redis.on('error', () => {});
      try {
        await redis.connect();
        await redis.ping();
      } finally {
        redis.disconnect();
      }
    },
  );
}

/** A PostgreSQL. */
export async function postgresServer(): Promise<Server> {
  const [found = ''] = globSync('/usr/lib/postgresql/*/bin/postgres').sort().reverse();
  const program = programOf('postgresql', found);
  const folder = await mkdtemp(join(tmpdir(), 'vortex-queue-postgres-'));
  await chmod(folder, 0o777);
  const data = join(folder, 'data');
  // It does not run as root.
  const user = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const [initdb = '', ...initArgs] = [
    ...user,
    program.replace(/postgres$/, 'initdb'),
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'app',
    '--no-sync',
  ];
  execFileSync(initdb, initArgs, { stdio: 'ignore' });
  const port = await freePort();
  const url = `postgres://app@127.0.0.1:${port}/postgres`;
  // Without fsync: a killed process loses nothing by that, only a computer without power does.
  const [command = '', ...args] = [
    ...user,
    program,
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-k',
    folder,
    '-F',
  ];
  return server(
    url,
    folder,
    () => spawn(command, args, { stdio: 'ignore', detached: true }),
    'SIGINT',
    async () => {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.query('select 1');
      } finally {
        await client.end().catch(() => {});
      }
    },
  );
}

function server(
  url: string,
  folder: string,
  spawned: () => ChildProcess,
  politely: NodeJS.Signals,
  ask: () => Promise<void>,
): Server {
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url,
    async start() {
      for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
        // After a crash it may be refused for as long as something of the one before is still there.
        if (!child || child.exitCode !== null || child.signalCode !== null) child = spawned();
        if (
          await ask().then(
            () => true,
            () => false,
          )
        )
          return;
      }
      throw new Problem(`The server at ${url} does not start.`);
    },
    kill: () => end('SIGKILL'),
    async stop() {
      await end(politely);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function programOf(name: string, path: string): string {
  if (path !== '' && existsSync(path)) return path;
  throw new Problem(`This example needs Debian's ${name}: apt-get install ${name}`);
}

/** A port that nobody has. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
