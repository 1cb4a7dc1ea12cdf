import { replayStoreCases } from '@vortex/test-support/replay-store-cases';
import { describe, expect, test, vi } from 'vitest';
import {
  type DurableObjectNamespaceLike,
  type DurableObjectStateLike,
  durableObjectReplayStore,
  VortexReplayStore,
} from './durable-object.ts';

/** Objects by name and what each keeps, as the platform has them; tests/stores runs the same on workerd. */
class Platform implements DurableObjectNamespaceLike {
  readonly kept: Map<string, Map<string, unknown>> = new Map();
  readonly alarms: Map<string, number> = new Map();
  readonly asked: string[] = [];
  readonly #objects: Map<string, VortexReplayStore> = new Map();
  readonly #turns: Map<string, Promise<unknown>> = new Map();
  /** Requests whose response is lost on the way back. */
  lost = 0;

  idFromName(name: string): string {
    return name;
  }

  get(id: string): ReturnType<DurableObjectNamespaceLike['get']> {
    return {
      fetch: async (url, init) => {
        this.asked.push(init.body);
        const response = await this.#inTurn(id, () => this.object(id).fetch(new Request(url, init)));
        if (this.lost-- > 0) throw new Error('The Durable Object was moved.');
        return response;
      },
    };
  }

  object(id: string): VortexReplayStore {
    const object = this.#objects.get(id) ?? new VortexReplayStore(this.#stateOf(id));
    this.#objects.set(id, object);
    return object;
  }

  #stateOf(id: string): DurableObjectStateLike {
    const values = new Map<string, unknown>();
    this.kept.set(id, values);
    return {
      storage: {
        get: async (key) => values.get(key),
        put: async (key, value) => void values.set(key, value),
        deleteAll: async () => values.clear(),
        setAlarm: async (time) => void this.alarms.set(id, time),
        deleteAlarm: async () => void this.alarms.delete(id),
      },
    };
  }

  /** One request at a time gets in while an object waits for its storage. */
  async #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).then(work, work);
    this.#turns.set(id, turn);
    return turn;
  }
}

const NAME = JSON.stringify('k');
const lease = { leaseMs: 60_000 };

async function claimed(platform: Platform, leaseMs = 60_000): Promise<string> {
  const claim = await durableObjectReplayStore(platform).claim('k', { leaseMs });
  if (claim.state !== 'claimed') throw new Error(claim.state);
  return claim.token;
}

describe('the store in Durable Objects', () => {
  replayStoreCases(() => durableObjectReplayStore(new Platform()));

  test('takes a step once whose response was lost', async () => {
    const platform = new Platform();
    const store = durableObjectReplayStore(platform);
    platform.lost = 1;
    const token = await claimed(platform);
    platform.lost = 1;
    expect(await store.complete('k', token, { retainMs: 60_000 })).toBe(true);
    expect(await store.claim('k', lease)).toEqual({ state: 'done' });
    expect(platform.asked).toHaveLength(5);
  });

  test('lets neither a repeated claim nor a repeated complete move the end of what is held', async () => {
    const platform = new Platform();
    const store = durableObjectReplayStore(platform);
    platform.lost = 1;
    const token = await claimed(platform, 10_000);
    const until = Date.now() + 10_000;
    expect(platform.alarms.get(NAME)).toBeGreaterThan(until - 5_000);
    expect(platform.alarms.get(NAME)).toBeLessThanOrEqual(until);
    await store.complete('k', token, { retainMs: 60_000 });
    const end = platform.alarms.get(NAME);
    await store.complete('k', token, { retainMs: 90_000 });
    expect(platform.alarms.get(NAME)).toBe(end);
  });

  test('keeps nothing of an event that was given back', async () => {
    const platform = new Platform();
    await durableObjectReplayStore(platform).release('k', await claimed(platform));
    expect(platform.kept.get(NAME)?.size).toBe(0);
    expect(platform.alarms.size).toBe(0);
  });

  test('keeps nothing once the alarm goes off at its end, and everything before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const platform = new Platform();
      await claimed(platform, 10_000);
      const end = platform.alarms.get(NAME) ?? 0;
      platform.alarms.clear();
      await platform.object(NAME).alarm();
      expect(platform.kept.get(NAME)?.size).toBe(1);
      expect(platform.alarms.get(NAME)).toBe(end);
      vi.setSystemTime(end);
      await platform.object(NAME).alarm();
      expect(platform.kept.get(NAME)?.size).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is not available where another class is bound', async () => {
    const wrong: DurableObjectNamespaceLike = {
      idFromName: (name) => name,
      get: () => ({ fetch: async () => new Response('no such path', { status: 404 }) }),
    };
    await expect(durableObjectReplayStore(wrong).claim('k', lease)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('404'),
    });
  });
});
