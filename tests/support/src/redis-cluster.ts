import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, redisServer } from './redis-server.ts';

/** A Redis that keeps slots apart, of a cluster that has yet to be made. Its state is in `folder`. */
export async function clusterServer(folder: string, name: string): Promise<RedisServer> {
  const bus = await redisServer();
  const file = join(folder, `${name}.conf`);
  const settings = ['--cluster-enabled', 'yes', '--cluster-config-file', file, '--cluster-port', String(bus.port)];
  return redisServer([...settings, '--cluster-node-timeout', '2000', '--cluster-require-full-coverage', 'no']);
}

/** Three masters that have a third of the keys each; one that is away takes its own with it. */
export interface RedisCluster {
  readonly masters: readonly RedisServer[];
  stop(): Promise<void>;
}

/** Started, and of one mind. */
export async function redisCluster(): Promise<RedisCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'vortex-cluster-'));
  const masters = await Promise.all(['a', 'b', 'c'].map((name) => clusterServer(folder, name)));
  const cluster = {
    masters,
    async stop() {
      for (const master of masters) await master.stop();
      await rm(folder, { recursive: true });
    },
  };
  try {
    for (const master of masters) await master.start();
    const addresses = masters.map(({ port }) => `127.0.0.1:${port}`);
    execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'ignore' });
    const agrees = ({ port }: RedisServer): boolean =>
      execFileSync('redis-cli', ['-p', String(port), 'cluster', 'info'], { encoding: 'utf8' }).includes('state:ok');
    for (let i = 0; !masters.every(agrees); i++) {
      if (i === 100) throw new Error('The cluster does not come about.');
      await sleep(200);
    }
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
