import { memoryReplayStore, type ReplayStore } from '@vortex/core';
import { redisReplayStore } from '@vortex/core/redis';
import { firstTime, inboxId, type SqlQuery, schema } from '@vortex/core/sql';
import { vortexWebhook } from '@vortex/express';
import { redisIsHere, redisServer } from '@vortex/test-support/redis-server';
import { type Database, SERVERS } from '@vortex/test-support/sql-servers';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { handle, SECRET } from '../adapters/app.ts';
import { checkReceived, WEBHOOK } from '../adapters/cases.ts';
import type { Case, Contest, Tools } from '../frame/contest.ts';
import { requests } from '../frame/requests.ts';
import { type Servers, server } from '../frame/server.ts';
import { atOnce } from '../stores/at-once.ts';
import { twoSets } from '../stores/by-hand.ts';
import { claims } from '../stores/claims.ts';

export default {
  title: 'Replay stores',
  about:
    "The shared stores beside the memory's, and `firstTime` beside the same transaction without it, on real servers; with the " +
    'least that each could cost.',
  peers: ['ioredis', 'redis', 'pg'],
  seconds: 75,
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
    return [
      ...overSockets(tools, server.url),
      exactEffect(tools, database),
      ...(await claims(tools, pool, redis, server.url)),
    ];
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

export const servers: Servers = {
  withRedis: (url: string) => app(redisReplayStore(new Redis(url))),
  withMemory: () => app(memoryReplayStore()),
  withTwoSets: (url: string) => app(twoSets(new Redis(url))),
};
