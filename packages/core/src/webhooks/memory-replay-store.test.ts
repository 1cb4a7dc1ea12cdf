import { execFileSync } from 'node:child_process';
import { replayStoreCases } from '@vortex/test-support/replay-store-cases';
import { describe, expect, test } from 'vitest';
import { bodyOf, deferred, endpoint } from '../../test/webhooks/input.ts';
import { memoryReplayStore } from '../index.ts';
import type { ReplayStore } from './replay-store.ts';

async function handle(store: ReplayStore, key: string): Promise<void> {
  const claim = await store.claim(key, { leaseMs: 60_000 });
  if (claim.state === 'claimed') await store.complete(key, claim.token, { retainMs: 86_400_000 });
}

describe('the memory store', () => {
  replayStoreCases(() => memoryReplayStore());

  test('remembers the last 10,000 events and forgets the one handled longest ago', async () => {
    const store = memoryReplayStore();
    for (let i = 0; i <= 10_000; i++) await handle(store, `k${i}`);
    // Before k0: asking for it would claim it, and make room.
    expect(await store.claim('k1', { leaseMs: 1 })).toEqual({ state: 'done' });
    expect(await store.claim('k10000', { leaseMs: 1 })).toEqual({ state: 'done' });
    expect(await store.claim('k0', { leaseMs: 1 })).toMatchObject({ state: 'claimed' });
  });

  test('never forgets an event that is being handled, however many come after it', async () => {
    const store = memoryReplayStore({ maxEntries: 100 });
    const claim = await store.claim('in work', { leaseMs: 60_000 });
    for (let i = 0; i < 10_000; i++) await handle(store, `k${i}`);
    expect(await store.claim('in work', { leaseMs: 60_000 })).toMatchObject({ state: 'busy' });
    if (claim.state === 'claimed') expect(await store.complete('in work', claim.token, { retainMs: 1000 })).toBe(true);
  });

  test('remembers an event by its last try, not by a first one that came to nothing', async () => {
    const store = memoryReplayStore({ maxEntries: 4 });
    await store.claim('tried twice', { leaseMs: 20 });
    await handle(store, 'oldest');
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const key of ['tried twice', 'a', 'b', 'c']) await handle(store, key);
    expect(await store.claim('tried twice', { leaseMs: 1000 })).toEqual({ state: 'done' });
    expect(await store.claim('oldest', { leaseMs: 1000 })).toMatchObject({ state: 'claimed' });
  });

  test('refuses a further event while as many as it holds are being handled, and takes it when a lease has ended', async () => {
    const store = memoryReplayStore({ maxEntries: 3 });
    await store.claim('a', { leaseMs: 60_000 });
    await store.claim('b', { leaseMs: 60_000 });
    await store.claim('c', { leaseMs: 20 });
    await expect(store.claim('d', { leaseMs: 1000 })).rejects.toMatchObject({ code: 'store_unavailable' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await store.claim('d', { leaseMs: 1000 })).toMatchObject({ state: 'claimed' });
  });

  test('that is full of events in work makes an endpoint answer 503', async () => {
    const gate = deferred();
    const { deliver } = endpoint({ replayStore: memoryReplayStore({ maxEntries: 1 }), onEvent: () => gate.promise });
    const first = deliver();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await deliver({ body: bodyOf({ id: 'evt_2' }) })).toMatchObject({
      status: 503,
      body: { code: 'store_unavailable' },
    });
    gate.resolve();
    expect(await first).toMatchObject({ status: 200 });
    expect(await deliver({ body: bodyOf({ id: 'evt_2' }) })).toMatchObject({ status: 200 });
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses maxEntries %d', (maxEntries) => {
    expect(() => memoryReplayStore({ maxEntries })).toThrow(expect.objectContaining({ code: 'invalid_option' }));
  });

  // In a process of its own, whose memory nothing else touches, and which ends by itself because no timer holds it.
  test('stays within its bound over a million events and keeps no process alive', () => {
    const source = new URL('./memory-replay-store.ts', import.meta.url).href;
    const script = `
      const { memoryReplayStore } = await import(${JSON.stringify(source)});
      const store = memoryReplayStore();
      const round = async (from) => {
        for (let i = from; i < from + 500_000; i++) {
          const { token } = await store.claim('webhook:evt_' + i, { leaseMs: 60_000 });
          await store.complete('webhook:evt_' + i, token, { retainMs: 86_400_000 });
        }
        gc();
        return process.memoryUsage().heapUsed;
      };
      const half = await round(0);
      console.log((await round(500_000)) - half, half);`;
    const output = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    const [growth, half] = output.trim().split(' ').map(Number);
    expect(growth).toBeLessThan(2_000_000);
    expect(half).toBeLessThan(40_000_000);
  });
});
