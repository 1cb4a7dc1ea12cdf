import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redisReplayStore } from '../redis.ts';

/** Shaped like `@upstash/redis`, the smallest of the clients; the others and a real Redis are in the e2e tests. */
function client(answer: () => Promise<unknown>) {
  const calls: { keys: string[]; args: string[] }[] = [];
  return {
    calls,
    eval(_script: string, keys: string[], args: string[]): Promise<unknown> {
      calls.push({ keys, args });
      return answer();
    },
  };
}

const silent = () => client(() => new Promise(() => {}));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a Redis that does not answer', () => {
  const steps = {
    claim: (store: ReturnType<typeof redisReplayStore>) => store.claim('k', { leaseMs: 1_000 }),
    complete: (store: ReturnType<typeof redisReplayStore>) => store.complete('k', 'token', { retainMs: 1_000 }),
    release: (store: ReturnType<typeof redisReplayStore>) => store.release('k', 'token'),
  };
  const cases = Object.keys(steps).flatMap((step) => [
    [step, undefined, 2_000] as const,
    [step, { timeout: 50 }, 50] as const,
  ]);
  test.each(cases)('is waited for by %s with %o for %i ms', async (step, options, ms) => {
    const failed = vi.fn();
    steps[step as keyof typeof steps](redisReplayStore(silent(), options)).catch(failed);
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(failed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({
        code: 'store_unavailable',
        message: expect.stringContaining(`within ${ms} ms`),
      }),
    );
  });

  test('is not waited for by the next delivery, which asks whether it is back', async () => {
    const redis = silent();
    const store = redisReplayStore(redis, { timeout: 50 });
    const first = store.claim('a', { leaseMs: 1_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(50);
    expect(await first).toMatchObject({ code: 'store_unavailable' });
    await expect(store.claim('b', { leaseMs: 1_000 })).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(store.claim('c', { leaseMs: 1_000 })).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(redis.calls.map(({ keys, args }) => [keys[0], args[0]])).toEqual([
      ['vortex:a', 'claim'],
      ['vortex:b', 'probe'],
    ]);
  });

  test('is asked again after a question in vain, and used as soon as it answers one', async () => {
    let up = false;
    const redis = client(() => (up ? Promise.resolve(0) : new Promise(() => {})));
    const store = redisReplayStore(redis, { timeout: 50 });
    const claim = () => store.claim('k', { leaseMs: 1_000 }).catch(({ code }) => code);
    const first = claim();
    await vi.advanceTimersByTimeAsync(50);
    expect([await first, await claim()]).toEqual(['store_unavailable', 'store_unavailable']);
    await vi.advanceTimersByTimeAsync(50);
    up = true;
    expect(await claim()).toBe('store_unavailable');
    await vi.advanceTimersByTimeAsync(0);
    expect(await claim()).toMatchObject({ state: 'claimed' });
  });

  test.each(['reconnecting', 'close', 'end'])(
    'is not asked while ioredis itself says that it is %s',
    async (status) => {
      const redis = Object.assign(silent(), { status });
      await expect(redisReplayStore(redis).claim('k', { leaseMs: 1_000 })).rejects.toMatchObject({
        code: 'store_unavailable',
        message: 'The Redis client is not connected.',
      });
      expect(redis.calls).toEqual([]);
    },
  );

  // As ioredis, redis and valkey-glide mark theirs; real clusters with a server that is away are in the e2e tests.
  test.each([[{ isCluster: true }], [{ nodeByAddress: new Map() }], [{ pubsubShardChannels: new Set() }]])(
    'is one server of a cluster (%o): the keys of the others are still claimed',
    async (mark) => {
      const redis = Object.assign(silent(), mark);
      const store = redisReplayStore(redis, { timeout: 50 });
      const first = store.claim('a', { leaseMs: 1_000 }).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(50);
      expect(await first).toMatchObject({ code: 'store_unavailable' });
      store.claim('b', { leaseMs: 1_000 }).catch(() => {});
      expect(redis.calls.map(({ args }) => args[0])).toEqual(['claim', 'claim']);
    },
  );
});

test.each([1, 2, 3, 250])('%d deliveries at once are all answered, each with its own reply', async (count) => {
  vi.useRealTimers();
  const send = async (_command: string, [, keys = '0', ...rest]: string[]) => {
    const replies = rest.slice(0, Number(keys)).map((key) => Number(key.slice('vortex:'.length)));
    return replies.length === 1 ? replies[0] : replies;
  };
  const store = redisReplayStore({ send });
  const waits = Array.from({ length: count }, (_, index) => index + 1);
  const claims = await Promise.all(waits.map((ms) => store.claim(String(ms), { leaseMs: 1_000 })));
  expect(claims).toEqual(waits.map((retryAfterMs) => ({ state: 'busy', retryAfterMs })));
});

test('steps that went in one command and failed are not sent again one by one', async () => {
  vi.useRealTimers();
  const sent: string[][] = [];
  const send = (_command: string, args: string[]) => {
    sent.push(args);
    return Promise.reject(new Error('ECONNRESET'));
  };
  const store = redisReplayStore({ send }, { timeout: 50 });
  const claims = ['a', 'b', 'c'].map((key) => store.claim(key, { leaseMs: 1_000 }).catch(({ message }) => message));
  expect(await Promise.all(claims)).toEqual(['ECONNRESET', 'ECONNRESET', 'ECONNRESET']);
  expect(sent.filter((args) => args.includes('claim')).map(([, keys]) => keys)).toEqual(['1', '2']);
});

test('a Redis that has answered is waited for no longer, and is not taken for a silent one later', async () => {
  const redis = client(async () => 0);
  const store = redisReplayStore(redis, { timeout: 50 });
  await store.claim('a', { leaseMs: 1_000 });
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(60);
  expect(await store.claim('b', { leaseMs: 1_000 })).toMatchObject({ state: 'claimed' });
});

describe('what Redis is told', () => {
  test('is whole milliseconds, and the key under its prefix', async () => {
    const redis = client(async () => 0);
    await redisReplayStore(redis, { keyPrefix: 'app:' }).claim('k', { leaseMs: 1_499.2 });
    expect(redis.calls).toEqual([{ keys: ['app:k'], args: ['claim', expect.stringMatching(/^[\w-]{36}$/), '1500'] }]);
  });

  test.each([
    [0, { state: 'claimed', token: expect.any(String) }],
    [-1, { state: 'done' }],
    [700, { state: 'busy', retryAfterMs: 700 }],
    ['700', { state: 'busy', retryAfterMs: 700 }],
    [700n, { state: 'busy', retryAfterMs: 700 }],
    [new TextEncoder().encode('700'), { state: 'busy', retryAfterMs: 700 }],
  ])('and answered with %s is a claim of its own', async (reply, claim) => {
    expect(await redisReplayStore(client(async () => reply)).claim('k', { leaseMs: 1 })).toEqual(claim);
  });
});
