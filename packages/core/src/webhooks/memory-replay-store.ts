import { VortexConfigError, VortexError } from '../errors.ts';
import type { ReplayClaim, ReplayStore } from './replay-store.ts';

/** How to make a {@link memoryReplayStore}. */
export interface MemoryReplayStoreOptions {
  /** The most event ids it remembers; beyond, the one handled longest ago is forgotten. Default 10,000. */
  readonly maxEntries?: number | undefined;
}

/**
 * A replay store in this process's memory: right for one machine, forgotten when it restarts. Starts no timer and keeps
 * no process alive. It never forgets an event that is being handled: when that many are, it refuses further ones.
 *
 * @throws {VortexConfigError} `invalid_option`.
 */
export function memoryReplayStore({ maxEntries = 10_000 }: MemoryReplayStoreOptions = {}): ReplayStore {
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1) {
    throw new VortexConfigError('invalid_option', '`maxEntries` must be a whole number from 1.');
  }
  const working = new Map<string, { readonly token: string; readonly leaseEnds: number }>();
  /** In the order in which they were handled, which is the order in which they go. */
  const done = new Map<string, number>();
  // Kept between calls: a new iterator would step over every entry deleted since the map last grew.
  let oldest = done.keys();
  let tokens = 0;

  function makeRoom(now: number): void {
    while (done.size > 0 && working.size + done.size >= maxEntries) {
      const next = oldest.next();
      if (next.done) oldest = done.keys();
      else done.delete(next.value);
    }
    if (working.size < maxEntries) return;
    for (const [key, { leaseEnds }] of working) if (leaseEnds <= now) working.delete(key);
    if (working.size < maxEntries) return;
    throw new VortexError(
      'store_unavailable',
      `${maxEntries} events are being handled right now; send this one later.`,
    );
  }

  function drop(key: string, token: string): boolean {
    const held = working.get(key);
    return held?.token === token && held.leaseEnds > Date.now() && working.delete(key);
  }

  return {
    async claim(key, { leaseMs }): Promise<ReplayClaim> {
      const now = Date.now();
      if ((done.get(key) ?? 0) > now) return { state: 'done' };
      const held = working.get(key);
      if (held && held.leaseEnds > now) return { state: 'busy', retryAfterMs: held.leaseEnds - now };
      working.delete(key);
      done.delete(key);
      makeRoom(now);
      const token = String(++tokens);
      working.set(key, { token, leaseEnds: now + leaseMs });
      return { state: 'claimed', token };
    },
    async complete(key, token, { retainMs }): Promise<boolean> {
      if (!drop(key, token)) return false;
      done.set(key, Date.now() + retainMs);
      return true;
    },
    async release(key, token): Promise<boolean> {
      return drop(key, token);
    },
  };
}
