import { utf8Text } from '../crypto/encoding.ts';
import { VortexError } from '../errors.ts';
import { checkTimeout } from '../shared/checks/check-timeout.ts';
import { isCluster, isReconnecting, type RedisClientLike } from './redis-clients.ts';
import { type RedisStep, redisStepper } from './redis-steps.ts';
import type { ReplayClaim, ReplayStore } from './replay-store.ts';

/** Options of {@link redisReplayStore}. */
export interface RedisReplayStoreOptions {
  /** The prefix of every key. Default: `vortex:`. */
  readonly keyPrefix?: string | undefined;
  /**
   * How long Redis may take to respond, in milliseconds, before the response to the delivery is 503. Clients queue
   * commands while they are disconnected, and a delivery must not wait for that. After one delivery has timed out, or
   * when the client reports a lost connection, further deliveries get 503 immediately until Redis is back. Default:
   * 2,000.
   */
  readonly timeout?: number | undefined;
}

/** When a claim is given back whose reply was lost, in milliseconds after that. */
const GIVE_BACK_AFTER = [0, 200, 1_000, 5_000] as const;

/**
 * A replay store that all your machines share. Each step is an atomic script on the server, and leases follow Redis's
 * own clock. It uses the client that you pass, and neither opens nor closes connections.
 *
 * Redis must not evict keys (`maxmemory-policy noeviction`); see docs/redis.md for persistence and failover.
 *
 * @param client - A client of `ioredis`, `redis` (connected), Bun or `@valkey/valkey-glide`, or one with the methods of
 *   `@upstash/redis`.
 * @throws {VortexConfigError} `invalid_option` for anything else.
 * @example
 * import { Redis } from 'ioredis';
 * import { redisReplayStore } from '@vortex/core/redis';
 * const replayStore = redisReplayStore(new Redis('redis://127.0.0.1:6379'));
 */
export function redisReplayStore(client: RedisClientLike, options: RedisReplayStoreOptions = {}): ReplayStore {
  const { keyPrefix = 'vortex:' } = options;
  const timeout = checkTimeout('timeout', options.timeout ?? 2_000);
  const stepper = redisStepper(client);
  const take = async (step: RedisStep, key: string, token?: string, ms?: number): Promise<number> =>
    integerOf(await stepper(step, keyPrefix + key, token, ms));
  const connection = new Connection(client, timeout, (key) => take('probe', key));

  const giveBack = async (key: string, token: string): Promise<void> => {
    for (const delay of GIVE_BACK_AFTER) {
      if (delay > 0) await pause(delay);
      try {
        await take('release', key, token);
        return;
      } catch {
        // It ends with its lease in the end.
      }
    }
  };

  return {
    async claim(key, { leaseMs }): Promise<ReplayClaim> {
      connection.requireUp(key);
      const token = crypto.randomUUID();
      const claiming = take('claim', key, token, leaseMs);
      let state: number;
      try {
        state = await connection.answerOf(claiming);
      } catch (error) {
        // The server may have claimed it, or do so when the command comes through: it is nobody's, and is given back.
        void claiming.catch(() => {}).then(() => giveBack(key, token));
        throw error;
      }
      if (state === 0) return { state: 'claimed', token };
      if (state === -1) return { state: 'done' };
      return { state: 'busy', retryAfterMs: state };
    },
    async complete(key, token, { retainMs }): Promise<boolean> {
      return (await connection.answerOf(take('complete', key, token, retainMs))) === 1;
    },
    async release(key, token): Promise<boolean> {
      return (await connection.answerOf(take('release', key, token))) === 1;
    },
  };
}

/** What is known of a connection, so that only the first delivery waits in vain for one that is down. */
class Connection {
  readonly #client: RedisClientLike;
  readonly #timeout: number;
  readonly #probe: (key: string) => Promise<unknown>;
  readonly #isCluster: boolean;
  #silent = false;
  #probing = false;

  constructor(client: RedisClientLike, timeout: number, probe: (key: string) => Promise<unknown>) {
    this.#client = client;
    this.#timeout = timeout;
    this.#probe = probe;
    this.#isCluster = isCluster(client);
  }

  /**
   * Says nothing of a cluster: one of its servers that is silent leaves the others' events as they are.
   *
   * @param key - Of the delivery, to ask for.
   * @throws {VortexError} `store_unavailable`, at once, while the connection is known to be down.
   */
  requireUp(key: string): void {
    if (isReconnecting(this.#client)) throw unavailable('The Redis client is not connected.');
    if (!this.#silent || this.#isCluster) return;
    if (!this.#probing) void this.#look(key);
    throw unavailable('Redis has not responded since the last command.');
  }

  /** @throws {VortexError} `store_unavailable` when it takes longer than the timeout. */
  async answerOf<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#silent = true;
        reject(unavailable(`Redis did not respond within ${this.#timeout} ms.`));
      }, this.#timeout);
    });
    // Also when it comes too late to be used.
    work.then(
      () => {
        this.#silent = false;
      },
      () => {},
    );
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #look(key: string): Promise<void> {
    this.#probing = true;
    await this.answerOf(this.#probe(key)).catch(() => {});
    this.#probing = false;
  }
}

/** @throws {VortexError} `store_unavailable` for what none of the scripts returns. */
function integerOf(reply: unknown): number {
  // As a string where a client is told to keep numbers so, as bytes where it is told to keep strings so.
  const text = typeof reply === 'string' ? reply : reply instanceof Uint8Array ? utf8Text(reply) : undefined;
  const isInteger = Number.isInteger(reply) || typeof reply === 'bigint' || /^-?\d+$/.test(text ?? '');
  const value = isInteger ? Number(text ?? reply) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= -1) return value;
  const came = text === undefined ? describe(reply) : JSON.stringify(text.slice(0, 40));
  throw unavailable(
    `The Redis client returned ${came} instead of an integer. Pass a client that returns promises, outside a ` +
      'transaction.',
  );
}

function describe(reply: unknown): string {
  return typeof reply === 'object' && reply !== null ? Object.prototype.toString.call(reply) : String(reply);
}

function unavailable(message: string): VortexError {
  return new VortexError('store_unavailable', message);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, milliseconds);
    // On Node it would keep a process alive that has nothing else to do.
    (timer as { unref?(): void }).unref?.();
  });
}
