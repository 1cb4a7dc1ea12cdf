import { memoryReplayStore, type ReplayStore } from '@vortex/core';
import { redisReplayStore, type UpstashLike } from '@vortex/core/redis';
import { firstTime, inboxId, type SqlQuery, schema, sqlReplayStore } from '@vortex/core/sql';
import { vortexWebhook } from '@vortex/express';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { type Database, SERVERS } from '../../../packages/core/test/sql/servers.ts';
import { redisIsHere, redisServer } from '../../../packages/core/test/webhooks/redis-server.ts';
import { handle, SECRET } from '../adapters/app.ts';
import { checkReceived, WEBHOOK } from '../adapters/cases.ts';
import type { Case, Contest, Target, Tools } from '../frame/contest.ts';
import { requests } from '../frame/requests.ts';
import { samples } from '../frame/samples.ts';
import { type Servers, server } from '../frame/server.ts';

export default {
  title: 'Replay stores',
  about:
    "The shared stores beside the memory's, and `firstTime` beside the same transaction without it, on real servers; with the " +
    'least that each could cost.',
  peers: ['ioredis', 'pg'],
  seconds: 70,
  missing: () => (redisIsHere() && SERVERS.postgres ? undefined : 'redis-server and postgresql'),
  async cases(tools) {
    const server = await redisServer();
    await server.start();
    tools.closing(() => server.stop());
    const redis = new Redis(server.url);
    tools.closing(() => redis.disconnect());
    const database = await (SERVERS.postgres as () => Promise<Database>)();
    tools.closing(() => database.stop());
    const pool = new Pool({ connectionString: database.url, max: 32 });
    pool.on('error', () => {});
    tools.closing(() => pool.end());
    for (const statement of schema('postgres')) await database.query(statement, []);
    await database.query('create table members (email text not null)', []);
    await database.query('create table by_hand (id text primary key)', []);
    return [...overSockets(tools, server.url), exactEffect(tools, database), ...claims(tools, pool, redis)];
  },
} satisfies Contest;

/** Requests per second with the store in Redis, against those with the memory's. */
function overSockets(tools: Tools, url: string): Case[] {
  const started = (name: string) => server(tools, import.meta.url, name, { input: url });
  const sides = {
    Redis: started('withRedis'),
    memory: started('withMemory'),
    'two SETs by hand': started('withTwoSets'),
  };
  const atLeast = { 1: 0.6, 32: 0.9, 256: 0.95 };
  return Object.entries(atLeast).flatMap(([connections, atLeast]) =>
    requests(tools, {
      name: 'Express with the store',
      sides,
      request: WEBHOOK,
      check: checkReceived,
      connections: [Number(connections)],
      decides: 'requests',
      targets: { memory: { atLeast } },
    }),
  );
}

/** The least that a store in Redis costs: two round trips, with nothing checked. */
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
  return express().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, replayStore, onEvent: handle }));
}

const EFFECT = 'insert into members (email) values ($1)';

/** A transaction that writes one row, with and without something before it; eight at a time. */
function exactEffect(tools: Tools, database: Database): Case {
  let made = 0;
  const event = () => ({ id: `evt_${made++}`, type: 'invitation.accepted' });
  const without = () => database.transaction(async (query) => void (await query(EFFECT, ['ada@example.com'])));
  const after = (before: (query: SqlQuery) => Promise<boolean>) => () =>
    database.transaction(async (query) => {
      if (!(await before(query))) throw new Error('An event was seen before.');
      await query(EFFECT, ['ada@example.com']);
    });
  const once = 'on conflict do nothing returning 1';
  return atOnce(tools, {
    name: 'a transaction with one effect, 8 at a time',
    concurrency: 8,
    count: 400,
    sides: {
      firstTime: after((query) => firstTime(query, event())),
      'without it': without,
      'a row by hand': after(
        async (query) => (await query(`insert into by_hand (id) values ($1) ${once}`, [event().id])).length > 0,
      ),
      'select 1': after(async (query) => (await query('select 1', [])).length > 0),
      'one statement, inboxId': async () =>
        database.query(
          `with first as (insert into vortex_inbox (id) values ($1) ${once}) insert into members (email) select $2 from first`,
          [inboxId(event()), 'ada@example.com'],
        ),
    },
    targets: { 'without it': { atMost: 1.25 } },
  });
}

/** Events claimed and completed, 32 at a time. */
function claims(tools: Tools, pool: Pool, redis: Redis): Case[] {
  let made = 0;
  const handled = (store: ReplayStore) => async (): Promise<void> => {
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
  // A client of this shape gets a command for each step.
  const overHttp: UpstashLike = { eval: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args) };
  const sql = handled(sqlReplayStore((text, values) => pool.query(text, values).then(({ rows }) => rows)));
  const inRedis = handled(redisReplayStore(redis));
  const stepwise = handled(redisReplayStore(overHttp));
  const one = (name: string, sides: Readonly<Record<string, () => Promise<unknown>>>, target?: Target) =>
    atOnce(tools, {
      name: `claim and complete${name}, 32 at a time`,
      concurrency: 32,
      count: 1_000,
      sides,
      ...(target && { targets: { Redis: target } }),
    });
  return [
    one(
      '',
      {
        Postgres: sql,
        Redis: inRedis,
        'Postgres, prepared': handled(sqlReplayStore(named)),
        'Redis, stepwise': stepwise,
      },
      { atLeast: 0.33 },
    ),
  ];
}

interface AtOnce {
  readonly name: string;
  readonly concurrency: number;
  /** Calls in a round. */
  readonly count: number;
  readonly sides: Readonly<Record<string, () => Promise<unknown>>>;
  readonly targets?: Readonly<Record<string, Target>>;
}

/** Calls per second when so many are under way at a time. */
function atOnce(tools: Tools, { name, concurrency, count, sides, targets }: AtOnce): Case {
  const calls = tools.quick ? concurrency : count;
  const sample = (call: () => Promise<unknown>) => async () => {
    const start = performance.now();
    let left = calls;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await call();
    };
    await Promise.all(Array.from({ length: concurrency }, caller));
    return { calls: (calls * 1000) / (performance.now() - start) };
  };
  return samples(tools, {
    name,
    measures: [{ name: 'calls', unit: '/s' }],
    rounds: 15,
    warmUp: 1,
    sides: Object.fromEntries(Object.entries(sides).map(([side, call]) => [side, sample(call)])),
    ...(targets && { targets }),
  });
}

export const servers: Servers = {
  withRedis: (url: string) => app(redisReplayStore(new Redis(url))),
  withMemory: () => app(memoryReplayStore()),
  withTwoSets: (url: string) => app(twoSets(new Redis(url))),
};
