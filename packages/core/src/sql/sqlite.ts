import type { SqlSteps } from './dialect.ts';

// The same throughout a statement. unixepoch('subsec') is NULL before SQLite 3.42.
const NOW = "cast((julianday('now') - 2440587.5) * 86400000 as integer)";

/** Bare `?` only: the one style that all clients take by position. */
export const SQLITE: SqlSteps = {
  claim: (table, id, token, leaseMs) => [
    [
      `insert into ${table} as r (id, token, until_ms, done) values (?, ?, ${NOW} + ?, 0)
on conflict (id) do update set
  token = case when r.until_ms <= ${NOW} then excluded.token else r.token end,
  done = case when r.until_ms <= ${NOW} then 0 else r.done end,
  until_ms = case when r.until_ms <= ${NOW} then excluded.until_ms else r.until_ms end
returning case when done then 'done' when token = ? then 'claimed' else 'busy' end as state, until_ms - ${NOW} as ms`,
      [id, token, leaseMs, token],
    ],
  ],
  complete: (table, id, token, retainMs) => [
    [
      `update ${table} set done = 1, until_ms = case when done then until_ms else ${NOW} + ? end
where id = ? and token = ? and until_ms > ${NOW} returning 1 as acted`,
      [retainMs, id, token],
    ],
  ],
  release: (table, id, token) => [
    [
      `delete from ${table} where id = ? and token = ? and done = 0 and until_ms > ${NOW} returning 1 as acted`,
      [id, token],
    ],
  ],
  sweep: (table) => [[`delete from ${table} where until_ms <= ${NOW} returning 1 as acted`, []]],
  // Not OR IGNORE: that swallows every other constraint too.
  firstTime: (table, id) => [
    [`insert into ${table} (id) values (?) on conflict (id) do nothing returning 1 as first`, [id]],
  ],
  schema: (table, inbox) => [
    `create table if not exists ${table} (id text primary key not null, token text not null, until_ms integer not null, done integer not null default 0)`,
    `create index if not exists ${table}_until on ${table.replace(/^.*\./, '')} (until_ms)`,
    `create table if not exists ${inbox} (id text primary key not null, seen_at text not null default current_timestamp)`,
  ],
};
