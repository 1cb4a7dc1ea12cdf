import { type BunRedisLike, redisReplayStore } from '@vortex/core/redis';
import { replayStoreCases } from '@vortex/test-support/replay-store-cases';
import { describe } from 'vitest';

declare const Bun: { readonly RedisClient: new (url: string | undefined) => BunRedisLike };

// Run by `bun test`, which takes `vitest` for itself, from redis-clients.e2e.test.ts.
describe('the Redis store with a client of Bun', () => {
  const client = new Bun.RedisClient(process.env.REDIS_URL);
  let made = 0;
  replayStoreCases(() => redisReplayStore(client, { keyPrefix: `bun:${made++}:` }));
});
