import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryReplayStore, type ReplayStore } from '@vortex/core';
import { redisReplayStore, type UpstashLike } from '@vortex/core/redis';
import { type SqlQuery, schema, sqlReplayStore } from '@vortex/core/sql';
import type { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { createClient } from 'redis';
import type { Case, Tools } from '../frame/contest.ts';
import { type AtOnce, atOnce } from './at-once.ts';
import { inMap, twoSets, twoStatements } from './by-hand.ts';

/** Events claimed and completed, 32 at a time, in each store and by hand on the same client. */
export async function claims(tools: Tools, pool: Pool, ioredis: Redis, url: string): Promise<Case[]> {
  const redis = createClient({ url });
  redis.on('error', () => {});
  await redis.connect();
  tools.closing(() => redis.destroy());
  // A client of this shape gets a command for each step.
  const overHttp: UpstashLike = { eval: (script, keys, args) => ioredis.eval(script, keys.length, ...keys, ...args) };
  const postgres: SqlQuery = (text, values) => pool.query(text, values).then(({ rows }) => rows);
  const inRedis = handled(redisReplayStore(ioredis));
  const one = (name: string, count: number, sides: AtOnce['sides'], targets?: AtOnce['targets']) =>
    atOnce(tools, { name: `claim and complete, ${name}`, concurrency: 32, count, sides, ...(targets && { targets }) });
  return [
    one('memory', 20_000, { memory: handled(memoryReplayStore()), 'a Map by hand': handled(inMap()) }),
    one('Redis', 1_000, {
      ioredis: inRedis,
      'two SETs by hand': handled(twoSets(ioredis)),
      redis: handled(redisReplayStore(redis)),
      'ioredis, stepwise': handled(redisReplayStore(overHttp)),
    }),
    one(
      'Postgres',
      1_000,
      {
        Postgres: handled(sqlReplayStore(postgres)),
        'two statements by hand': handled(twoStatements(postgres)),
        prepared: handled(sqlReplayStore(prepared(pool))),
        ioredis: inRedis,
      },
      { ioredis: { atLeast: 0.33 } },
    ),
    ...inSqlite(tools, one),
  ];
}

/** In a file, as a server on one machine keeps it. */
function inSqlite(tools: Tools, one: (name: string, count: number, sides: AtOnce['sides']) => Case): readonly Case[] {
  // Node 20 has none.
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (!sqlite) return [];
  const folder = mkdtempSync(join(tmpdir(), 'vortex-benchmark-'));
  tools.closing(() => rmSync(folder, { recursive: true, force: true }));
  const database = new sqlite.DatabaseSync(join(folder, 'inbox.db'));
  tools.closing(() => database.close());
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; create table by_hand (id text primary key)');
  for (const statement of schema('sqlite')) database.exec(statement);
  const query: SqlQuery = (text, values) => database.prepare(text).all(...(values as string[]));
  return [
    one('SQLite', 1_000, {
      SQLite: handled(sqlReplayStore(query, { dialect: 'sqlite' })),
      'two statements by hand': handled(twoStatements((text, values) => query(text.replace(/\$\d/g, '?'), values))),
    }),
  ];
}

let made = 0;

function handled(store: ReplayStore): () => Promise<void> {
  return async () => {
    const key = `webhook:evt_${made++}`;
    const claim = await store.claim(key, { leaseMs: 60_000 });
    if (claim.state !== 'claimed') throw new Error(claim.state);
    await store.complete(key, claim.token, { retainMs: 86_400_000 });
  };
}

/** Each statement has a name, so that the database prepares it once for a connection. */
function prepared(pool: Pool): SqlQuery {
  const names = new Map<string, string>();
  return (text, values) => {
    const name = names.get(text) ?? `vortex_${names.size}`;
    names.set(text, name);
    return pool.query({ name, text, values }).then(({ rows }) => rows);
  };
}
