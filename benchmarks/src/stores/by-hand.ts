/** What claims and completes by hand, with nothing checked: the least that a store can cost. */
import type { ReplayStore } from '@vortex/core';
import type { SqlQuery } from '@vortex/core/sql';
import type { Redis } from 'ioredis';

/** In this process. */
export function inMap(): ReplayStore {
  let [seen, older] = [new Map<string, string>(), new Map<string, string>()];
  let made = 0;
  return {
    async claim(key) {
      if (seen.has(key) || older.has(key)) return { state: 'done' };
      if (seen.size === 10_000) [seen, older] = [new Map(), seen];
      const token = String(made++);
      seen.set(key, token);
      return { state: 'claimed', token };
    },
    async complete(key) {
      seen.set(key, 'done');
      return true;
    },
    release: async () => true,
  };
}

/** In Redis: two round trips. */
export function twoSets(redis: Redis): ReplayStore {
  return {
    async claim(key, { leaseMs }) {
      const token = crypto.randomUUID();
      await redis.set(`by hand:${key}`, token, 'PX', leaseMs, 'NX');
      return { state: 'claimed', token };
    },
    async complete(key, token, { retainMs }) {
      await redis.set(`by hand:${key}`, `done:${token}`, 'PX', retainMs);
      return true;
    },
    release: async () => true,
  };
}

/** In a database: one statement for each step. */
export function twoStatements(query: SqlQuery): ReplayStore {
  return {
    async claim(key) {
      await query('insert into by_hand (id) values ($1) on conflict do nothing', [key]);
      return { state: 'claimed', token: key };
    },
    async complete(key) {
      await query('update by_hand set id = $1 where id = $2', [key, key]);
      return true;
    },
    release: async () => true,
  };
}
