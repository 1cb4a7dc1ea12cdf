import { VortexError } from '../errors.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import type { EventStore, ReplayClaim, ReplayStore } from './replay-store.ts';

/** Options of {@link memoryReplayStore}. */
export interface MemoryReplayStoreOptions {
  /** The maximum number of event ids to remember. Beyond it, the oldest is forgotten. Default: 10,000. */
  readonly maxEntries?: number | undefined;
}

/**
 * A replay store in this process's memory. It suits a single process and is empty after a restart. It starts no timer
 * and does not keep the process alive. It never forgets an event that is being handled: if the maximum number of events
 * is being handled, it refuses further ones.
 *
 * @throws {VortexConfigError} `invalid_option`.
 */
export function memoryReplayStore(options: MemoryReplayStoreOptions = {}): ReplayStore {
  const store = memoryStore(options);
  return {
    claim: async (key, periods) => store.claim(key, periods),
    complete: async (key, token, periods) => store.complete(key, token, periods),
    release: async (key, token) => store.release(key, token),
  };
}

/** The same with its answers at once. */
export function memoryStore({ maxEntries = 10_000 }: MemoryReplayStoreOptions = {}): EventStore {
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
    throw invalidOption('maxEntries', 'must be a whole number of 1 or more');
  }
  // One map, and entries that change in place: taking keys out and putting them back is what a map is slow at.
  const entries = new Map<string, Entry>();
  // Kept between calls: a new iterator would step over every entry deleted since the map last grew.
  let oldest = entries.entries();
  let tokens = 0;

  function makeRoom(now: number): void {
    for (let looked = 0; entries.size >= maxEntries; looked++) {
      if (looked > 2 * maxEntries) {
        const message = `${maxEntries} events are being handled right now; send this one later.`;
        throw new VortexError('store_unavailable', message);
      }
      const next = oldest.next();
      if (next.done) oldest = entries.entries();
      else if (!isHeld(next.value[1], now)) entries.delete(next.value[0]);
    }
  }

  /** The entry of a key, where it is of this token and not over. */
  function entryOf(token: string, key: string, now: number): Entry | undefined {
    const entry = entries.get(key);
    return entry?.token === token && entry.until > now ? entry : undefined;
  }

  return {
    claim(key, { leaseMs }): ReplayClaim {
      const now = Date.now();
      const entry = entries.get(key);
      if (entry && entry.until > now) {
        return entry.done ? { state: 'done' } : { state: 'busy', retryAfterMs: entry.until - now };
      }
      entries.delete(key);
      makeRoom(now);
      const token = String(++tokens);
      entries.set(key, { token, done: false, until: now + leaseMs });
      return { state: 'claimed', token };
    },
    complete(key, token, { retainMs }): boolean {
      const now = Date.now();
      const entry = entryOf(token, key, now);
      if (!entry) return false;
      entry.done = true;
      entry.until = now + retainMs;
      return true;
    },
    release(key, token): boolean {
      return entryOf(token, key, Date.now())?.done === false && entries.delete(key);
    },
  };
}

/** An event that is being handled, until its lease ends, or that was handled, until that is forgotten. */
interface Entry {
  readonly token: string;
  /** Whether the event was handled. */
  done: boolean;
  until: number;
}

function isHeld({ done, until }: Entry, now: number): boolean {
  return !done && until > now;
}
