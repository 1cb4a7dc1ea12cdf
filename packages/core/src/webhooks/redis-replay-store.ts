import { VortexConfigError, VortexError } from '../errors.ts';
import type { ReplayClaim, ReplayStore } from './replay-store.ts';

/** What is used of a client of `ioredis` (`new Redis()`, `new Cluster()`). */
export interface IoredisLike {
  defineCommand(name: string, definition: { lua: string }): void;
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What is used of a connected client of `redis` (`createClient()`, `createCluster()`). */
export interface NodeRedisLike {
  readonly isOpen: boolean;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** What is used of a client shaped like `@upstash/redis`. */
export interface UpstashLike {
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/** A Redis client you already have. */
export type RedisClientLike = IoredisLike | NodeRedisLike | UpstashLike;

/** How to make a {@link redisReplayStore}. */
export interface RedisReplayStoreOptions {
  /** Stands before every key. Default `vortex:`. */
  readonly keyPrefix?: string | undefined;
  /**
   * How long Redis may take to answer, in milliseconds, before the delivery is answered with 503. Clients queue commands
   * while they are not connected, and a delivery must not wait for that. Default 2,000.
   */
  readonly timeout?: number | undefined;
}

// A key holds the token of its holder until it is handled, and `done` from then on.
const CLAIM = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local value = redis.call('GET', KEYS[1])
if value == ARGV[1] then return 0 end
if value == 'done' then return -1 end
return math.max(redis.call('PTTL', KEYS[1]), 1)`;

const COMPLETE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
return 1`;

const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/**
 * A replay store that all your machines share. Each step is one script on the server, so it is atomic; leases end by
 * Redis's own clock. Uses the client you pass and neither opens nor closes anything.
 *
 * @param client - A client of `ioredis`, of `redis` (connected), or one shaped like `@upstash/redis`.
 * @throws {VortexConfigError} `invalid_option` for something that is no such client.
 * @example
 * import { Redis } from 'ioredis';
 * import { redisReplayStore } from '@vortex/core/redis';
 * const replayStore = redisReplayStore(new Redis('redis://127.0.0.1:6379'));
 */
export function redisReplayStore(client: RedisClientLike, options: RedisReplayStoreOptions = {}): ReplayStore {
  const { keyPrefix = 'vortex:', timeout = 2_000 } = options;
  const run = runnerOf(client);
  const evaluate = async (script: string, key: string, ...args: string[]): Promise<number> =>
    Number(await run(script, keyPrefix + key, args));

  return {
    async claim(key, { leaseMs }): Promise<ReplayClaim> {
      const token = crypto.randomUUID();
      const claiming = evaluate(CLAIM, key, token, String(Math.ceil(leaseMs)));
      let state: number;
      try {
        state = await within(timeout, claiming);
      } catch (error) {
        // The command may still be queued: what it claims then is nobody's, so it is given back at once.
        claiming.then(() => evaluate(RELEASE, key, token)).catch(() => {});
        throw error;
      }
      if (state === 0) return { state: 'claimed', token };
      if (state === -1) return { state: 'done' };
      return { state: 'busy', retryAfterMs: state };
    },
    async complete(key, token, { retainMs }): Promise<boolean> {
      return (await within(timeout, evaluate(COMPLETE, key, token, String(Math.ceil(retainMs))))) === 1;
    },
    async release(key, token): Promise<boolean> {
      return (await within(timeout, evaluate(RELEASE, key, token))) === 1;
    },
  };
}

type Runner = (script: string, key: string, args: string[]) => Promise<unknown>;

/** The three clients name the call alike and take its arguments differently. */
function runnerOf(client: RedisClientLike): Runner {
  if (typeof client?.eval !== 'function') {
    throw new VortexConfigError(
      'invalid_option',
      'redisReplayStore needs a client of ioredis, redis or @upstash/redis: an object with an `eval` method.',
    );
  }
  if ('defineCommand' in client) return (script, key, args) => client.eval(script, 1, key, ...args);
  if ('isOpen' in client) return (script, key, args) => client.eval(script, { keys: [key], arguments: args });
  return (script, key, args) => client.eval(script, [key], args);
}

async function within<T>(timeout: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new VortexError('store_unavailable', `Redis did not answer within ${timeout} ms.`));
    }, timeout);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
