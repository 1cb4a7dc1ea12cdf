import { VortexConfigError } from '../errors.ts';

/** The part of an `ioredis` client (`new Redis()`, `new Cluster()`) that is used. */
export interface IoredisLike {
  readonly status?: string | undefined;
  defineCommand(name: string, definition: { lua: string }): void;
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** The part of a connected `redis` client (`createClient()`, `createCluster()`) that is used. */
export interface NodeRedisLike {
  readonly isOpen: boolean;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** The part of Bun's own client (`Bun.redis`, `new Bun.RedisClient()`) that is used. */
export interface BunRedisLike {
  send(command: string, args: string[]): Promise<unknown>;
}

/** The part of a `@valkey/valkey-glide` client (`GlideClient`, `GlideClusterClient`) that is used. */
export interface ValkeyGlideLike {
  customCommand(args: string[]): Promise<unknown>;
}

/** The part of a client with the methods of `@upstash/redis` that is used. */
export interface UpstashLike {
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/** Your own Redis or Valkey client. */
export type RedisClientLike = IoredisLike | NodeRedisLike | BunRedisLike | ValkeyGlideLike | UpstashLike;

/** Runs a script. */
export type RedisRunner = (script: string, keys: string[], args: string[]) => Promise<unknown>;

/**
 * How a client runs scripts: all of them can, and each takes the arguments in its own way.
 *
 * @throws {VortexConfigError} `invalid_option` for anything else.
 */
export function redisRunner(client: RedisClientLike): RedisRunner {
  const has = (name: string): boolean => typeof Object(client)[name] === 'function';
  if (has('customCommand')) {
    const { customCommand } = client as ValkeyGlideLike;
    return (script, keys, args) => customCommand.call(client, ['EVAL', script, String(keys.length), ...keys, ...args]);
  }
  if (has('send')) {
    const { send } = client as BunRedisLike;
    return (script, keys, args) => send.call(client, 'EVAL', [script, String(keys.length), ...keys, ...args]);
  }
  if (!has('eval')) {
    throw new VortexConfigError(
      'invalid_option',
      'redisReplayStore needs a client of ioredis, redis, Bun, @valkey/valkey-glide or @upstash/redis: an object with a ' +
        'method eval, send or customCommand.',
    );
  }
  if (has('defineCommand')) {
    const ioredis = client as IoredisLike;
    return (script, keys, args) => ioredis.eval(script, keys.length, ...keys, ...args);
  }
  if ('isOpen' in client) return (script, keys, args) => client.eval(script, { keys, arguments: args });
  const upstash = client as UpstashLike;
  return (script, keys, args) => upstash.eval(script, keys, args);
}

/** Whether a client speaks to a cluster, whose servers are away one by one: of ioredis, of redis, of valkey-glide. */
export function isCluster(client: RedisClientLike): boolean {
  return (
    (client as { isCluster?: unknown }).isCluster === true ||
    'nodeByAddress' in client ||
    'pubsubShardChannels' in client
  );
}

/**
 * Whether steps of different requests may go in one command. Not by way of `fetch`: on Workers a request must not wait for
 * what another one has sent.
 */
export function batches(client: RedisClientLike): boolean {
  return !isCluster(client) && ['defineCommand', 'isOpen', 'send', 'customCommand'].some((name) => name in client);
}

/**
 * Whether a client itself says that its connection is lost and that it is making a new one. While it connects for the
 * first time it is not: the first deliveries wait for it.
 */
export function isReconnecting(client: RedisClientLike): boolean {
  const { status } = Object(client) as { status?: unknown };
  return status === 'reconnecting' || status === 'close' || status === 'end';
}
