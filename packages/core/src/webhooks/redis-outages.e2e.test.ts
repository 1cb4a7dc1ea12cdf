import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, redisIsHere, redisServer } from '@vortex/test-support/redis-server';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { bodyOf, request, SECRET, sleep } from '../../test/webhooks/input.ts';
import { type RedisClientLike, redisReplayStore } from '../redis.ts';
import type { VortexWebhookOptions } from './options.ts';
import { receiveWebhook } from './receive.ts';

const here = redisIsHere();
const TIMEOUT = 500;

const CLIENTS: Readonly<Record<string, (port: number) => Promise<RedisClientLike>>> = {
  async ioredis(port) {
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
    client.on('error', () => {});
    onTestFinished(() => client.disconnect());
    return client;
  },
  async redis(port) {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 50 } });
    client.on('error', () => {});
    await client.connect();
    onTestFinished(() => client.destroy());
    return client;
  },
};

async function started(settings?: readonly string[]): Promise<RedisServer> {
  const server = await redisServer(settings);
  onTestFinished(() => server.stop());
  await server.start();
  return server;
}

/** A delivery's answer, what was reported of it, and how long it took. */
async function deliver(
  id: string,
  options: VortexWebhookOptions,
): Promise<{ answer: string; told: string[]; ms: number }> {
  const told: string[] = [];
  const before = performance.now();
  const onError = (_error: unknown, { code }: { readonly code: string }): void => void told.push(code);
  const { status, body } = await receiveWebhook(request({ body: bodyOf({ id }) }), { ...options, onError });
  const { code, duplicate } = body as { code?: string; duplicate?: boolean };
  return {
    answer: [status, code ?? (duplicate ? 'duplicate' : '')].join(' ').trim(),
    told,
    ms: performance.now() - before,
  };
}

describe.skipIf(!here).each(Object.entries(CLIENTS))('Redis in trouble while a handler runs (%s)', (_, connect) => {
  test('frozen: 200 after the time-out, others are 503 at once, and the event is done when it goes on', async () => {
    const server = await started();
    const replayStore = redisReplayStore(await connect(server.port), { timeout: TIMEOUT });
    const options = { secret: SECRET, replayStore, logger: false as const };
    const onEvent = vi.fn(() => server.freeze(true));
    const first = await deliver('frozen', { ...options, onEvent });
    expect(first).toMatchObject({ answer: '200', told: ['store_unavailable'] });
    expect(first.ms).toBeGreaterThan(TIMEOUT - 50);
    const others = [];
    for (let i = 0; i < 10; i++) others.push(await deliver(`frozen-${i}`, options));
    expect(new Set(others.map(({ answer }) => answer))).toEqual(new Set(['503 store_unavailable']));
    expect(others.map(({ ms }) => ms).sort((a, b) => a - b)[5]).toBeLessThan(50);
    server.freeze(false);
    await expect.poll(async () => (await deliver('frozen', { ...options, onEvent })).answer).toBe('200 duplicate');
    await expect.poll(async () => (await deliver('frozen-0', options)).answer, { timeout: 5_000 }).toMatch(/^200/);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('stopped and started empty: 200, and claim_lost is reported', async () => {
    const server = await started();
    const replayStore = redisReplayStore(await connect(server.port));
    const onEvent = async (): Promise<void> => {
      await server.stop();
      await server.start();
      // Until the client has noticed.
      await sleep(500);
    };
    const options = { secret: SECRET, replayStore, logger: false as const };
    expect(await deliver('emptied', { ...options, onEvent })).toMatchObject({ answer: '200', told: ['claim_lost'] });
    expect(await deliver('emptied', options)).toMatchObject({ answer: '200', told: [] });
  });
});

describe.skipIf(!here)('a failover by Sentinel while a handler runs', () => {
  test('200, the lease goes along, and events are handled again within seconds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vortex-sentinel-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    // A replica writes to its folder what it is sent.
    const primary = await started(['--dir', folder]);
    const replica = await started(['--dir', folder, '--replicaof', '127.0.0.1', String(primary.port)]);
    const file = join(folder, 'sentinel.conf');
    const lines = [
      `sentinel monitor vortex 127.0.0.1 ${primary.port} 1`,
      'sentinel down-after-milliseconds vortex 500',
      'sentinel failover-timeout vortex 5000',
    ];
    await writeFile(file, `${lines.join('\n')}\n`);
    const watcher = new Redis(replica.port, '127.0.0.1');
    onTestFinished(() => watcher.disconnect());
    await expect.poll(() => watcher.info('replication'), { timeout: 10_000 }).toContain('master_link_status:up');
    const sentinel = await started([file, '--sentinel']);
    const asked = new Redis(sentinel.port, '127.0.0.1');
    onTestFinished(() => asked.disconnect());
    await expect
      .poll(async () => ((await asked.call('SENTINEL', 'replicas', 'vortex')) as unknown[]).length, { timeout: 20_000 })
      .toBe(1);

    const client = new Redis({ sentinels: [{ host: '127.0.0.1', port: sentinel.port }], name: 'vortex' });
    client.on('error', () => {});
    onTestFinished(() => client.disconnect());
    const options = {
      secret: SECRET,
      replayStore: redisReplayStore(client, { timeout: TIMEOUT }),
      logger: false as const,
    };
    expect(await deliver('before', options)).toMatchObject({ answer: '200' });
    const onEvent = async (): Promise<void> => {
      // What was acknowledged is copied a moment later.
      await sleep(200);
      await primary.stop();
    };
    expect(await deliver('during', { ...options, onEvent })).toMatchObject({
      answer: '200',
      told: ['store_unavailable'],
    });
    const before = performance.now();
    await expect
      .poll(async () => (await deliver('after', options)).answer, { timeout: 30_000, interval: 100 })
      .toMatch(/^200/);
    console.info(`handled again ${Math.round(performance.now() - before)} ms after the primary was killed`);
    expect(await deliver('before', options)).toMatchObject({ answer: '200 duplicate' });
    // Completed when the command came through, or kept from others until the lease ends.
    expect((await deliver('during', options)).answer).toMatch(/^(200 duplicate|503 event_in_progress)$/);
  }, 90_000);
});
