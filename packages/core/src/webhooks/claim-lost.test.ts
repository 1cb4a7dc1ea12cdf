import { expect, test, vi } from 'vitest';
import { bodyOf, endpoint, sleep } from '../../test/webhooks/input.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { ReplayStore } from './replay-store.ts';

test('a claim that is lost before the handlers have ended is a 200, and onError and the logger hear of it', async () => {
  const replayStore: ReplayStore = { ...memoryReplayStore(), complete: async () => false };
  const [onError, error] = [vi.fn(), vi.fn()];
  const { deliver } = endpoint({ replayStore, onError, logger: { error } });
  expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
  expect(onError).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ code: 'claim_lost' }),
    expect.objectContaining({ code: 'claim_lost', event: expect.objectContaining({ id: 'evt_1' }) }),
  );
  expect(error).toHaveBeenCalledOnce();
});

test('lease and retain reach the store', async () => {
  const memory = memoryReplayStore();
  const claim = vi.fn(memory.claim);
  const complete = vi.fn(memory.complete);
  const replayStore = { ...memory, claim, complete };
  await endpoint({ replayStore, handlerTimeout: 5_000, lease: 6_000, retain: 7_000 }).deliver();
  expect(claim).toHaveBeenCalledWith(expect.any(String), expect.objectContaining({ leaseMs: 6_000 }));
  expect(complete).toHaveBeenCalledWith(expect.any(String), expect.any(String), { retainMs: 7_000 });
  await endpoint({ replayStore, handlerTimeout: 5_000 }).deliver({ body: bodyOf({ id: 'evt_2' }) });
  expect(claim).toHaveBeenLastCalledWith(expect.any(String), expect.objectContaining({ leaseMs: 35_000 }));
  expect(complete).toHaveBeenLastCalledWith(expect.any(String), expect.any(String), { retainMs: 86_400_000 });
});

test('after retain an event is new', async () => {
  const { deliver } = endpoint({ retain: 40 });
  await deliver();
  expect((await deliver()).body).toMatchObject({ duplicate: true });
  await sleep(60);
  expect((await deliver()).body).toEqual({ received: true });
});

test.each([
  { lease: 30_000 },
  { lease: 0 },
  { lease: 1.5e6 + 0.5 },
  { retain: 0 },
  { retain: Number.POSITIVE_INFINITY },
])('%o is refused', async (options) => {
  expect(await endpoint(options).deliver()).toMatchObject({
    status: 500,
    body: { code: 'invalid_option', error: expect.stringContaining(Object.keys(options)[0] ?? '') },
  });
});

test('the key of a long id is short, and long ids that begin alike stay apart', async () => {
  const keys: string[] = [];
  const memory = memoryReplayStore();
  const replayStore: ReplayStore = {
    ...memory,
    claim: (key, options) => {
      keys.push(key);
      return memory.claim(key, options);
    },
  };
  const { deliver } = endpoint({ replayStore });
  const long = 'x'.repeat(1_000_000 - 200);
  for (const id of ['x'.repeat(200), 'x'.repeat(201), `${long}a`, `${long}b`]) {
    expect((await deliver({ body: bodyOf({ id }) })).body).toEqual({ received: true });
    expect((await deliver({ body: bodyOf({ id }) })).body).toMatchObject({ duplicate: true });
  }
  expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(300);
});
