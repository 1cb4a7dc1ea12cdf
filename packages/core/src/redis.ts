export {
  type IoredisLike,
  type NodeRedisLike,
  type RedisClientLike,
  type RedisReplayStoreOptions,
  redisReplayStore,
  type UpstashLike,
} from './webhooks/redis-replay-store.ts';
export type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';
