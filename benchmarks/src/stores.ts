import { memoryReplayStore, type ReplayStore } from '@vortex/core';
import { redisReplayStore, type UpstashLike } from '@vortex/core/redis';
import { firstTime, inboxId, type SqlQuery, schema, sqlReplayStore } from '@vortex/core/sql';
import { vortexWebhook } from '@vortex/express';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Database, SERVERS } from '../../packages/core/test/sql/servers.ts';
import { redisServer } from '../../packages/core/test/webhooks/redis-server.ts';
import { type Benchmark, median, perSecond, type Row } from './measure.ts';
import { compareServers, type Load, SECRET, withLoad } from './over-sockets.ts';

const ROUNDS = 15;

/**
 * The shared stores beside the memory's, and `firstTime` beside the same transaction without it, on real servers; with the
 * least that each could cost.
 */
export async function storesBenchmark(): Promise<Benchmark> {
  const server = await redisServer();
  await server.start();
  const redis = new Redis(server.url);
  const database = await SERVERS.postgres?.();
  const pool = new Pool({ connectionString: database?.url, max: 32 });
  pool.on('error', () => {});
  try {
    if (!database) throw new Error('This benchmark needs redis-server and postgresql.');
    for (const statement of schema('postgres')) await database.query(statement, []);
    await database.query('create table members (email text not null)', []);
    await database.query('create table by_hand (id text primary key)', []);
    return {
      title: `Replay stores on real servers, Node ${process.versions.node}`,
      rows: [...(await overSockets(redis)), ...(await exactEffect(database)), ...(await claims(pool, redis))],
    };
  } finally {
    redis.disconnect();
    await pool.end();
    await database?.stop();
    await server.stop();
  }
}

/** Requests per second with the store in Redis, against those with the memory's. */
async function overSockets(redis: Redis): Promise<Row[]> {
  const loads = [
    { connections: 1, requests: 300, target: 0.6 },
    { connections: 32, requests: 2_000, target: 0.9 },
    { connections: 256, requests: 2_000, target: 0.95 },
  ];
  return withLoad(async (load) => {
    const rows: Row[] = [];
    const against = async (name: string, store: ReplayStore, target: number, options: Load): Promise<Row> => {
      const [, rate] = await compareServers(
        name,
        'webhook',
        app(store),
        app(memoryReplayStore()),
        load,
        target,
        options,
      );
      if (!rate) throw new Error(name);
      return rate;
    };
    for (const { connections, requests, target } of loads) {
      const options = { connections, requests, rounds: ROUNDS };
      const name = `Express with the Redis store against memory, ${connections} connections`;
      rows.push(await against(name, redisReplayStore(redis), target, options));
      if (connections > 1) continue;
      // Two round trips, with nothing checked.
      const least = await against(
        'the least: two SETs by hand against memory, 1 connection',
        twoSets(redis),
        0,
        options,
      );
      rows.push({ ...least, target: '', pass: undefined });
    }
    return rows;
  });
}

function twoSets(redis: Redis): ReplayStore {
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

function app(replayStore: ReplayStore): Express {
  return express().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, replayStore, onEvent: () => {} }));
}

const EFFECT = 'insert into members (email) values ($1)';

/** A transaction that writes one row, with and without something before it; eight at a time. */
async function exactEffect(database: Database): Promise<Row[]> {
  let made = 0;
  const event = () => ({ id: `evt_${made++}`, type: 'invitation.accepted' });
  const without = () => database.transaction(async (query) => void (await query(EFFECT, ['ada@example.com'])));
  const after = (before: (query: SqlQuery) => Promise<boolean>) => () =>
    database.transaction(async (query) => {
      if (await before(query)) await query(EFFECT, ['ada@example.com']);
    });
  const once = 'on conflict do nothing returning 1';
  const kinds: [name: string, ours: () => Promise<unknown>, target?: number][] = [
    ['a transaction with firstTime', after((query) => firstTime(query, event())), 1.25],
    [
      'the least: with an inbox row by hand',
      after(async (query) => (await query(`insert into by_hand (id) values ($1) ${once}`, [event().id])).length > 0),
    ],
    ['the least: with a statement that does nothing', after(async (query) => (await query('select 1', [])).length > 0)],
    [
      "the effect's own statement with inboxId",
      async () =>
        database.query(
          `with first as (insert into vortex_inbox (id) values ($1) ${once}) insert into members (email) select $2 from first`,
          [inboxId(event()), 'ada@example.com'],
        ),
      1.25,
    ],
  ];
  const rows: Row[] = [];
  for (const [name, ours, target] of kinds) {
    const rates = await alternating(ours, without, 8, 400);
    const ratio = median(rates.ours.map((rate, round) => (rates.reference[round] ?? 1) / rate));
    rows.push({
      name: `${name}, time against the same transaction without`,
      ...texts(rates, ratio),
      target: target ? `<= ${target}x` : '',
      pass: target ? ratio <= target : undefined,
    });
  }
  return rows;
}

/** Events claimed and completed, 32 at a time. */
async function claims(pool: Pool, redis: Redis): Promise<Row[]> {
  let made = 0;
  const handle = (store: ReplayStore) => async (): Promise<void> => {
    const key = `webhook:evt_${made++}`;
    const claim = await store.claim(key, { leaseMs: 60_000 });
    if (claim.state !== 'claimed') throw new Error(claim.state);
    await store.complete(key, claim.token, { retainMs: 86_400_000 });
  };
  const names = new Map<string, string>();
  const named = (text: string, values: unknown[]) => {
    const name = names.get(text) ?? `vortex_${names.size}`;
    names.set(text, name);
    return pool.query({ name, text, values }).then(({ rows }) => rows);
  };
  const sql = handle(sqlReplayStore((text, values) => pool.query(text, values).then(({ rows }) => rows)));
  const together = handle(redisReplayStore(redis));
  // A client of this shape gets a command for each step.
  const overHttp: UpstashLike = { eval: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args) };
  const apart = handle(redisReplayStore(overHttp));
  const kinds: [name: string, ours: () => Promise<void>, reference: () => Promise<void>, target?: number][] = [
    ['Postgres against Redis', sql, together, 0.33],
    ['Postgres against Redis with a command for each step', sql, apart],
    ['Postgres, statements prepared, against Redis with a command for each step', handle(sqlReplayStore(named)), apart],
    ['Redis against Redis with a command for each step', together, apart],
  ];
  const rows: Row[] = [];
  for (const [name, ours, reference, target] of kinds) {
    const rates = await alternating(ours, reference, 32, 1_000);
    const ratio = median(rates.ours.map((rate, round) => rate / (rates.reference[round] ?? 1)));
    rows.push({
      name: `claim and complete, ${name}, 32 at a time`,
      ...texts(rates, ratio),
      target: target ? `>= ${target}x` : '',
      pass: target ? ratio >= target : undefined,
    });
  }
  return rows;
}

type Rates = Readonly<Record<'ours' | 'reference', readonly number[]>>;

function texts({ ours, reference }: Rates, ratio: number): Pick<Row, 'ours' | 'reference' | 'ratio'> {
  return { ours: perSecond(median(ours)), reference: perSecond(median(reference)), ratio: `${ratio.toFixed(2)}x` };
}

/** Both in each round, so many calls each and so many at a time, in an order that turns. */
async function alternating(
  ours: () => Promise<unknown>,
  reference: () => Promise<unknown>,
  atOnce: number,
  calls: number,
): Promise<Rates> {
  const contestants = { ours, reference };
  const rates = { ours: [] as number[], reference: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of round % 2 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const)) {
      const start = performance.now();
      let left = calls;
      const caller = async (): Promise<void> => {
        while (left-- > 0) await contestants[name]();
      };
      await Promise.all(Array.from({ length: atOnce }, caller));
      // The first round warms up.
      if (round > 0) rates[name].push((calls * 1000) / (performance.now() - start));
    }
  }
  return rates;
}
