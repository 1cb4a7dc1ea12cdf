import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { deadLetters } from './bullmq.ts';
import { type Child, childOf } from './child.ts';
import { connect, effects, migrate } from './database.ts';
import { DEAD, startBoss } from './pg-boss.ts';
import { freePort, postgresServer, redisServer, type Server } from './servers.ts';
import { environment, type Settings } from './settings.ts';

/** Where events wait: in Redis, or in the app's own database. */
export type Variant = 'bullmq' | 'pg-boss';

/** What has come of the events so far. */
export interface Counts {
  /** Rows of the effect. */
  readonly rows: number;
  /** Events that have at least one. */
  readonly events: number;
  readonly dead: number;
}

/** Everything that runs, but for who sends. */
export interface Stack {
  readonly urls: readonly [string, string];
  readonly pool: Pool;
  /** What can be killed, by name. */
  readonly parts: Readonly<Record<string, Child | Server>>;
  /** Deliveries that a receiver has refused, by code. */
  readonly refused: ReadonlyMap<string, number>;
  /** What is counted at the end of the way: the effect of the last step. */
  counts(like?: string): Promise<Counts>;
  /** Receivers first, then the worker, then the servers: each finishes what it has. */
  close(): Promise<void>;
}

/** Starts the servers, two receivers and a worker. */
export async function startStack(variant: Variant, secret: string, env: Record<string, string> = {}): Promise<Stack> {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const postgres = await postgresServer();
    opened.push(postgres.stop);
    await postgres.start();
    const redis = variant === 'bullmq' ? await redisServer() : undefined;
    if (redis) {
      opened.push(redis.stop);
      await redis.start();
    }
    const pool = connect(postgres.url);
    opened.push(() => pool.end());
    await migrate(pool);
    if (!redis) await (await startBoss(postgres.url)).stop();
    const dead = redis && deadLetters(redis.url);
    if (dead) opened.push(() => dead.close());

    const refused = new Map<string, number>();
    const suffix = redis ? '' : '-pg-boss';
    const process = async (file: string): Promise<[url: string, Child]> => {
      const settings: Settings = {
        port: await freePort(),
        secret,
        redisUrl: redis?.url ?? '',
        postgresUrl: postgres.url,
      };
      const child = childOf(`./${file}${suffix}.ts`, { ...environment(settings), ...env }, (message) => {
        if ('refused' in message) refused.set(message.refused, (refused.get(message.refused) ?? 0) + 1);
      });
      return [`http://127.0.0.1:${settings.port}/webhooks/vortex`, child];
    };
    const [, worker] = await process('worker');
    const [one, receiverA] = await process('receiver');
    const [two, receiverB] = await process('receiver');
    for (const child of [worker, receiverA, receiverB]) {
      opened.push(child.drain);
      await child.start();
    }
    const kind = redis ? 'handled' : 'followed up';
    return {
      urls: [one, two],
      pool,
      parts: { 'receiver A': receiverA, ...(redis && { redis }), worker, 'receiver B': receiverB, postgres },
      refused,
      async counts(like) {
        const { rows, events } = await effects(pool, kind, like);
        return { rows, events, dead: dead ? await dead.getWaitingCount() : await deadOf(pool) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function deadOf(pool: Pool): Promise<number> {
  const text = 'select count(*)::int as dead from pgboss.job where name = $1';
  const { rows } = await pool.query<{ dead: number }>(text, [DEAD]);
  return rows[0]?.dead ?? 0;
}

/** Starts what was killed. A process that needs a server which is away ends at once, and is started again. */
export async function startAgain(part: Child | Server): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await part.start();
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await sleep(200);
    }
  }
}
