import { memoryReplayStore, type ReplayStore } from '@vortex/core';
import { redisReplayStore } from '@vortex/core/redis';
import { firstTime, schema, sqlReplayStore } from '@vortex/core/sql';
import { vortexWebhook } from '@vortex/express';
import express, { type Express } from 'express';
import { Redis } from 'ioredis';
import { type Database, SERVERS } from '../../packages/core/test/sql/servers.ts';
import { redisServer } from '../../packages/core/test/webhooks/redis-server.ts';
import { type Benchmark, median, perSecond, type Row } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const ROUNDS = 15;

/** The shared stores beside the memory's, and `firstTime` beside the same transaction without it, on real servers. */
export async function storesBenchmark(): Promise<Benchmark> {
  const server = await redisServer();
  await server.start();
  const redis = new Redis(server.url);
  const database = await SERVERS.postgres?.();
  try {
    if (!database) throw new Error('This benchmark needs redis-server and postgresql.');
    for (const statement of schema('postgres')) await database.query(statement, []);
    await database.query('create table members (email text not null)', []);
    return {
      title: `Replay stores on real servers, Node ${process.versions.node}`,
      rows: [
        ...(await overSockets(redis)),
        await exactEffect(database),
        await claims(sqlReplayStore(database.query), redisReplayStore(redis)),
      ],
    };
  } finally {
    redis.disconnect();
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
    for (const { connections, requests, target } of loads) {
      const name = `Express with the Redis store against memory, ${connections} connections`;
      const ours = app(redisReplayStore(redis));
      const [, rate] = await compareServers(name, 'webhook', ours, app(memoryReplayStore()), load, target, {
        connections,
        requests,
        rounds: ROUNDS,
      });
      if (rate) rows.push(rate);
    }
    return rows;
  });
}

function app(replayStore: ReplayStore): Express {
  return express().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, replayStore, onEvent: () => {} }));
}

/** A transaction that writes one row, with and without `firstTime` before it; eight at a time. */
async function exactEffect(database: Database): Promise<Row> {
  let made = 0;
  const effect = 'insert into members (email) values ($1)';
  const { ours, reference } = await alternating(
    () =>
      database.transaction(async (query) => {
        if (await firstTime(query, { id: `evt_${made++}` })) await query(effect, ['ada@example.com']);
      }),
    () => database.transaction(async (query) => void (await query(effect, ['ada@example.com']))),
    8,
    400,
  );
  const ratio = median(ours.map((rate, round) => (reference[round] ?? 1) / rate));
  return {
    name: 'a transaction with firstTime, time against the same without',
    ours: perSecond(median(ours)),
    reference: perSecond(median(reference)),
    ratio: `${ratio.toFixed(2)}x`,
    target: '<= 1.25x',
    pass: ratio <= 1.25,
  };
}

/** Events claimed and completed, 32 at a time. */
async function claims(sql: ReplayStore, redis: ReplayStore): Promise<Row> {
  let made = 0;
  const handle = async (store: ReplayStore): Promise<void> => {
    const key = `webhook:evt_${made++}`;
    const claim = await store.claim(key, { leaseMs: 60_000 });
    if (claim.state !== 'claimed') throw new Error(claim.state);
    await store.complete(key, claim.token, { retainMs: 86_400_000 });
  };
  const { ours, reference } = await alternating(
    () => handle(sql),
    () => handle(redis),
    32,
    1_000,
  );
  const ratio = median(ours.map((rate, round) => rate / (reference[round] ?? 1)));
  return {
    name: 'claim and complete, Postgres against Redis, 32 at a time',
    ours: perSecond(median(ours)),
    reference: perSecond(median(reference)),
    ratio: `${ratio.toFixed(2)}x`,
    target: '>= 0.33x',
    pass: ratio >= 0.33,
  };
}

type Rates = Readonly<Record<'ours' | 'reference', readonly number[]>>;

/** Both in each round, so many calls each and so many at a time, in an order that turns. */
async function alternating(
  ours: () => Promise<void>,
  reference: () => Promise<void>,
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
