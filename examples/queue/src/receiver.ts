/** A process that receives webhooks: verifies, and puts each event on the queue. */
import { redisReplayStore } from '@vortex/core/redis';
import { Redis } from 'ioredis';
import { enqueue, eventQueue } from './bullmq.ts';
import { serve } from './serve.ts';
import { settings } from './settings.ts';

const { redisUrl } = settings();
const redis = new Redis(redisUrl, { retryStrategy: () => 200 });
redis.on('error', () => {});
const queue = eventQueue(redisUrl);

await serve({
  // In front, so that a duplicate costs one question. It saves work; the worker makes the effect exact.
  replayStore: redisReplayStore(redis, { timeout: 1_000 }),
  onEvent: (event) => enqueue(queue, event),
  async close() {
    await queue.close();
    redis.disconnect();
  },
});
