import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

/** As core's own, of which nothing is imported here: core's tests import this. */
export interface ReplayStore {
  claim(
    key: string,
    options: { readonly leaseMs: number },
  ): Promise<
    | { readonly state: 'claimed'; readonly token: string }
    | { readonly state: 'busy'; readonly retryAfterMs: number }
    | { readonly state: 'done' }
  >;
  complete(key: string, token: string, options: { readonly retainMs: number }): Promise<boolean>;
  release(key: string, token: string): Promise<boolean>;
}

/**
 * What every replay store must do, run against each of them. `make` gives one that remembers nothing yet. A `moment` is
 * longer than any step takes, in milliseconds.
 */
export function replayStoreCases(make: () => ReplayStore, moment = 60): void {
  const lease = { leaseMs: 10_000 };
  const retain = { retainMs: 10_000 };

  async function claimed(store: ReplayStore, key: string, leaseMs: number): Promise<string> {
    const claim = await store.claim(key, { leaseMs });
    if (claim.state !== 'claimed') throw new Error(`not claimed but ${claim.state}`);
    return claim.token;
  }

  test('an event is one caller’s at a time, and done once it is completed', async () => {
    const store = make();
    const token = await claimed(store, 'webhook:a', 10_000);
    const second = await store.claim('webhook:a', lease);
    expect(second).toEqual({ state: 'busy', retryAfterMs: expect.any(Number) });
    if (second.state === 'busy') {
      expect(second.retryAfterMs).toBeGreaterThan(8_000);
      expect(second.retryAfterMs).toBeLessThanOrEqual(10_000);
    }
    expect(await store.complete('webhook:a', token, retain)).toBe(true);
    expect(await store.claim('webhook:a', lease)).toEqual({ state: 'done' });
    expect(await store.claim('analytics:a', lease)).toMatchObject({ state: 'claimed' });
  });

  test('completing twice is completing once: clients send a command again whose reply was lost', async () => {
    const store = make();
    const token = await claimed(store, 'k', 10_000);
    expect(await store.complete('k', token, retain)).toBe(true);
    expect(await store.complete('k', token, retain)).toBe(true);
    expect(await store.complete('k', 'another', retain)).toBe(false);
    expect(await store.claim('k', lease)).toEqual({ state: 'done' });
  });

  test('of many callers at once one gets the event', async () => {
    const store = make();
    const claims = await Promise.all(Array.from({ length: 50 }, () => store.claim('k', lease)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(49);
  });

  test('a released event can be claimed at once', async () => {
    const store = make();
    const token = await claimed(store, 'k', 10_000);
    expect(await store.release('k', token)).toBe(true);
    expect(await claimed(store, 'k', 10_000)).not.toBe(token);
  });

  test('a lease ends, and its holder can then neither complete nor release', async () => {
    const store = make();
    const late = await claimed(store, 'k', moment);
    await sleep(moment * 1.5);
    expect(await store.complete('k', late, retain)).toBe(false);
    expect(await store.release('k', late)).toBe(false);
    const token = await claimed(store, 'k', 10_000);
    expect(await store.complete('k', late, retain)).toBe(false);
    expect(await store.release('k', late)).toBe(false);
    expect(await store.claim('k', lease)).toMatchObject({ state: 'busy' });
    expect(await store.complete('k', token, retain)).toBe(true);
    expect(await store.release('k', token)).toBe(false);
    expect(await store.release('k', late)).toBe(false);
    expect(await store.claim('k', lease)).toEqual({ state: 'done' });
  });

  test('a token that was never given out does nothing, `done` included', async () => {
    const store = make();
    for (const token of ['', 'done', '0', 'nil']) {
      expect(await store.complete('k', token, retain)).toBe(false);
      expect(await store.release('k', token)).toBe(false);
    }
    const token = await claimed(store, 'k', 10_000);
    await store.complete('k', token, retain);
    for (const wrong of ['', '1', token]) expect(await store.release('k', wrong)).toBe(false);
    expect(await store.claim('k', lease)).toEqual({ state: 'done' });
  });

  test('what is done is forgotten after its retention', async () => {
    const store = make();
    await store.complete('k', await claimed(store, 'k', 10_000), { retainMs: moment });
    expect(await store.claim('k', lease)).toEqual({ state: 'done' });
    await sleep(moment * 1.5);
    expect(await store.claim('k', lease)).toMatchObject({ state: 'claimed' });
  });

  test('any text is a key', async () => {
    const store = make();
    for (const key of [
      '__proto__',
      'constructor',
      'webhook:ключ 😀',
      'webhook: \u0000\r\n',
      `webhook:${'x'.repeat(10_000)}`,
    ]) {
      const token = await claimed(store, key, 10_000);
      expect(await store.complete(key, token, retain)).toBe(true);
      expect(await store.claim(key, lease)).toEqual({ state: 'done' });
    }
  });
}
