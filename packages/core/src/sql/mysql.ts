import type { SqlSteps } from './dialect.ts';

// Not now(): it was 1.5 s behind after a wait for a lock.
const NOW = 'floor(unix_timestamp(sysdate(3)) * 1000)';

/**
 * Assignments are made from left to right, and the fresh token in the row tells the winner: counts of affected rows differ
 * between drivers. MySQL has no RETURNING; the second statement only reads. Ids are bytes: the usual collations take
 * evt_A for evt_a, and 'evt_1 ' for 'evt_1'.
 */
export const MYSQL: SqlSteps = {
  claim: (table, id, token, leaseMs) => [
    [
      `insert into ${table} (id, token, until_ms, done) values (?, ?, ${NOW} + ?, 0) on duplicate key update
  token = if(until_ms <= ${NOW}, values(token), token),
  done = if(token = values(token), 0, done),
  until_ms = if(token = values(token), ${NOW} + ?, until_ms)`,
      [id, token, leaseMs, leaseMs],
    ],
    [
      `select if(done, 'done', if(token = ?, 'claimed', 'busy')) as state, until_ms - ${NOW} as ms from ${table} where id = ?`,
      [token, id],
    ],
  ],
  complete: (table, id, token, retainMs) => [
    [
      `update ${table} set until_ms = if(done, until_ms, ${NOW} + ?), done = 1 where id = ? and token = ? and until_ms > ${NOW}`,
      [retainMs, id, token],
    ],
    [`select 1 as acted from ${table} where id = ? and token = ? and done = 1 and until_ms > ${NOW}`, [id, token]],
  ],
  // The token is its holder's alone, so that nothing comes between the two but the end of the lease.
  release: (table, id, token) => [
    [`update ${table} set until_ms = 0 where id = ? and token = ? and done = 0 and until_ms > ${NOW}`, [id, token]],
    [`select 1 as acted from ${table} where id = ? and token = ? and done = 0 and until_ms = 0`, [id, token]],
  ],
  sweep: (table) => [[`delete from ${table} where until_ms <= ${NOW}`, []]],
  firstTime: (table, id) => [
    [`insert into ${table} (id) values (?) on duplicate key update seen = seen + 1`, [id]],
    ['select if(row_count() = 1, 1, 0) as first', []],
  ],
  schema: (table, inbox) => [
    `create table if not exists ${table} (id varbinary(255) primary key, token varbinary(64) not null, until_ms bigint not null, done tinyint not null, key (until_ms)) engine = innodb`,
    `create table if not exists ${inbox} (id varbinary(255) primary key, seen int not null default 1, seen_at timestamp not null default current_timestamp) engine = innodb`,
  ],
};
