import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Team } from '../src/team.ts';

vi.mock('cloudflare:workers', () => ({
  DurableObject: class {
    protected readonly ctx: unknown;
    constructor(ctx: unknown) {
      this.ctx = ctx;
    }
  },
}));

const HOUR = 60 * 60 * 1000;

/** What the object uses of its storage, with the platform's limit and its one alarm. */
class Storage {
  readonly entries = new Map<string, unknown>();
  alarm: number | null = null;
  get = async (key: string) => this.entries.get(key);
  put = async (key: string, value: unknown) => void this.entries.set(key, value);
  delete = async (keys: string | readonly string[]) => {
    if (keys.length > 128 && Array.isArray(keys)) throw new Error('Maximum number of keys is 128.');
    for (const key of [keys].flat()) this.entries.delete(key);
  };
  list = async ({ prefix }: { prefix: string }) => new Map([...this.entries].filter(([key]) => key.startsWith(prefix)));
  getAlarm = async () => this.alarm;
  setAlarm = async (time: number) => {
    this.alarm = time;
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made() {
  const storage = new Storage();
  return { storage, team: new Team({ storage } as never, {}) };
}

async function handle(team: Team, key: string): Promise<void> {
  const claim = await team.claim(key, { leaseMs: 60_000 });
  if (claim.state !== 'claimed') throw new Error(claim.state);
  await team.complete(key, claim.token, { retainMs: 24 * HOUR });
}

/** Lets time pass as the platform does: an alarm that is due is unset, then rings. */
async function pass(storage: Storage, team: Team, ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  if (storage.alarm === null || storage.alarm > Date.now()) return;
  storage.alarm = null;
  await team.alarm();
}

test('handled events are forgotten after their time, however many and however often others come', async () => {
  const { storage, team } = made();
  for (let event = 0; event < 300; event += 1) await handle(team, `old-${event}`);
  // Every half an hour another one: the sweep must not wait for a quiet hour.
  for (let halfHour = 0; halfHour < 60; halfHour += 1) {
    await pass(storage, team, HOUR / 2);
    await handle(team, `new-${halfHour}`);
  }
  expect([...storage.entries.keys()].filter((key) => key.startsWith('event:old-'))).toEqual([]);
  for (let hour = 0; hour < 30; hour += 1) await pass(storage, team, HOUR);
  expect(storage.entries.size).toBe(0);
  expect(storage.alarm).toBeNull();
});

test('an event is claimed by one, done for the others, and free again when it was released or its lease is over', async () => {
  const { team } = made();
  const first = await team.claim('e', { leaseMs: 60_000 });
  if (first.state !== 'claimed') throw new Error(first.state);
  expect(await team.claim('e', { leaseMs: 60_000 })).toMatchObject({ state: 'busy' });
  expect(await team.release('e', 'another token')).toBe(false);
  expect(await team.release('e', first.token)).toBe(true);
  const second = await team.claim('e', { leaseMs: 60_000 });
  expect(second.state).toBe('claimed');
  vi.advanceTimersByTime(60_001);
  const third = await team.claim('e', { leaseMs: 60_000 });
  if (second.state !== 'claimed' || third.state !== 'claimed') throw new Error('not claimed');
  expect(await team.complete('e', second.token, { retainMs: HOUR })).toBe(false);
  expect(await team.complete('e', third.token, { retainMs: HOUR })).toBe(true);
  expect(await team.claim('e', { leaseMs: 60_000 })).toEqual({ state: 'done' });
});
