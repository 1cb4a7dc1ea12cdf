export type {
  BunRedisLike,
  IoredisLike,
  NodeRedisLike,
  RedisClientLike,
  UpstashLike,
  ValkeyGlideLike,
} from './webhooks/redis-clients.ts';
export { type RedisReplayStoreOptions, redisReplayStore } from './webhooks/redis-replay-store.ts';
export type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';
