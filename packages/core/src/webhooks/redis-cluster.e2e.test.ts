import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterServer, type RedisCluster, redisCluster } from '@vortex/test-support/redis-cluster';
import { redisIsHere } from '@vortex/test-support/redis-server';
import { replayStoreCases } from '@vortex/test-support/replay-store-cases';
import { Cluster, Redis } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { bodyOf, request, SECRET } from '../../test/webhooks/input.ts';
import { type RedisClientLike, redisReplayStore } from '../redis.ts';
import { receiveWebhook } from './receive.ts';

const here = redisIsHere();

interface Connected {
  readonly client: RedisClientLike;
  end(): unknown;
}

const CLIENTS: Readonly<Record<string, (ports: number[]) => Connected | Promise<Connected>>> = {
  ioredis: (ports) => {
    const client = new Cluster(ports.map((port) => ({ host: '127.0.0.1', port })));
    client.on('error', () => {});
    return { client, end: () => client.disconnect() };
  },
  redis: async (ports) => {
    const client = createCluster({ rootNodes: ports.map((port) => ({ url: `redis://127.0.0.1:${port}` })) });
    client.on('error', () => {});
    await client.connect();
    return { client, end: () => client.destroy() };
  },
};

describe.skipIf(!here).each(Object.entries(CLIENTS))('the Redis store on a cluster (%s)', (_, connect) => {
  let cluster: RedisCluster;
  let connected: Connected;
  let made = 0;
  beforeAll(async () => {
    cluster = await redisCluster();
    connected = await connect(cluster.masters.map(({ port }) => port));
  }, 60_000);
  afterAll(async () => {
    await connected?.end();
    await cluster?.stop();
  });

  replayStoreCases(() => redisReplayStore(connected.client, { keyPrefix: `${made++}:` }));

  test('100 events at once, of all three masters, are all claimed and completed', async () => {
    const store = redisReplayStore(connected.client, { keyPrefix: 'many:' });
    const keys = Array.from({ length: 100 }, (_, i) => `webhook:evt_${i}`);
    const claims = await Promise.all(keys.map((key) => store.claim(key, { leaseMs: 60_000 })));
    expect(claims.map(({ state }) => state)).toEqual(keys.map(() => 'claimed'));
    const completed = keys.map((key, i) => {
      const claim = claims[i];
      return claim?.state === 'claimed' && store.complete(key, claim.token, { retainMs: 60_000 });
    });
    expect(await Promise.all(completed)).toEqual(keys.map(() => true));
    for (const key of keys) expect(await store.claim(key, { leaseMs: 60_000 })).toEqual({ state: 'done' });
  });

  test('one master killed: 503 for its events, the others are handled as before', async () => {
    const options = { secret: SECRET, replayStore: redisReplayStore(connected.client), logger: false as const };
    const deliver = async (wave: number): Promise<{ status: number; ms: number }[]> =>
      Promise.all(
        Array.from({ length: 30 }, async (_, i) => {
          const before = performance.now();
          const input = request({ body: bodyOf({ id: `evt_${wave}_${i}` }) });
          const { status } = await receiveWebhook(input, options);
          return { status, ms: performance.now() - before };
        }),
      );
    await cluster.masters[0]?.stop();
    // Also once it is known that one does not answer.
    for (const wave of [1, 2, 3]) {
      const answers = await deliver(wave);
      const [handled, refused] = [200, 503].map((wanted) => answers.filter(({ status }) => status === wanted));
      const slowest = (some: typeof answers = []): number => Math.round(Math.max(...some.map(({ ms }) => ms)));
      console.info(
        `wave ${wave}: ${handled?.length} handled within ${slowest(handled)} ms, ${refused?.length} refused within ${slowest(refused)} ms`,
      );
      expect((handled?.length ?? 0) + (refused?.length ?? 0)).toBe(30);
      expect(handled?.length).toBeGreaterThan(10);
      expect(refused?.length).toBeGreaterThan(3);
      expect(slowest(handled)).toBeLessThan(1_500);
      expect(slowest(refused)).toBeLessThan(2_500);
    }
    await cluster.masters[0]?.start();
    await expect
      .poll(async () => new Set((await deliver(1)).map(({ status }) => status)), { timeout: 30_000 })
      .toEqual(new Set([200]));
  }, 120_000);
});

test.skipIf(!here)('by way of what hides that keys are kept apart, events at once are claimed one by one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vortex-cluster-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const server = await clusterServer(folder, 'alone');
  onTestFinished(() => server.stop());
  await server.start();
  const client = new Redis(server.port, '127.0.0.1');
  onTestFinished(() => client.disconnect());
  await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await vi.waitFor(async () => expect(await client.call('CLUSTER', 'INFO')).toContain('cluster_state:ok'), 10_000);
  const store = redisReplayStore(client);
  for (const wave of [1, 2]) {
    const keys = Array.from({ length: 20 }, (_, i) => `webhook:evt_${wave}_${i}`);
    const claims = await Promise.all(keys.map((key) => store.claim(key, { leaseMs: 60_000 })));
    expect(claims.map(({ state }) => state)).toEqual(keys.map(() => 'claimed'));
  }
  // Refused once, and not asked that way again.
  expect(await client.info('commandstats')).toMatch(/cmdstat_eval:calls=40,.*rejected_calls=1,/);
});
