import { VortexError } from '../errors.ts';
import type { ReplayClaim, ReplayStore } from '../webhooks/replay-store.ts';
import { columnKey } from './column-key.ts';
import { checkTable, type SqlDialect, type SqlQuery, type SqlRow, type SqlStatements, stepsOf } from './dialect.ts';

/** Options of {@link sqlReplayStore}. */
export interface SqlReplayStoreOptions {
  /** The SQL dialect. Default: `postgres`. */
  readonly dialect?: SqlDialect | undefined;
  /** The table's name, with or without its schema. Default: `vortex_webhooks`. */
  readonly table?: string | undefined;
}

/** A replay store whose expired rows can be deleted. */
export interface SqlReplayStore extends ReplayStore {
  /** Deletes expired rows, which databases keep otherwise. Call it regularly, for example once a day. */
  sweep(): Promise<void>;
}

/**
 * A replay store in a table of your database, shared by all processes that use it. Every step uses the database's own
 * clock. Create the table with the statements of {@link schema}.
 *
 * It avoids repeated work. For an effect in the same database that must happen exactly once, use {@link firstTime}
 * inside the handler's transaction.
 *
 * @param query - Your client: runs one statement and returns its rows. Not inside a transaction, so that others see a
 *   claim at once; on Postgres with READ COMMITTED, its default.
 * @throws {VortexConfigError} `invalid_option`.
 * @example
 * import { sqlReplayStore } from '@vortex/core/sql';
 * declare const pool: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> }; // new Pool() of pg
 * const replayStore = sqlReplayStore((text, values) => pool.query(text, values).then(({ rows }) => rows));
 */
export function sqlReplayStore(query: SqlQuery, options: SqlReplayStoreOptions = {}): SqlReplayStore {
  const steps = stepsOf(options.dialect);
  const table = checkTable('table', options.table ?? 'vortex_webhooks');
  return {
    async claim(key, { leaseMs }): Promise<ReplayClaim> {
      const token = crypto.randomUUID();
      const [row] = await rowsOf(query, steps.claim(table, columnKey(key), token, Math.ceil(leaseMs)));
      // No row: it was released between the two statements of MySQL, and is there for the next delivery.
      const { state, ms } = row ?? { state: 'busy', ms: 1 };
      if (state === 'claimed') return { state, token };
      if (state === 'done') return { state };
      const retryAfterMs = Math.max(1, Number(ms));
      if (state === 'busy' && Number.isFinite(retryAfterMs)) return { state, retryAfterMs };
      throw unexpected('has no valid column "state"');
    },
    async complete(key, token, { retainMs }): Promise<boolean> {
      return (await rowsOf(query, steps.complete(table, columnKey(key), token, Math.ceil(retainMs)))).length > 0;
    },
    async release(key, token): Promise<boolean> {
      return (await rowsOf(query, steps.release(table, columnKey(key), token))).length > 0;
    },
    async sweep(): Promise<void> {
      await rowsOf(query, steps.sweep(table), false);
    },
  };
}

/**
 * The rows of the last of some statements.
 *
 * @param checked - Whether it has rows that are looked at.
 * @throws {VortexError} `store_unavailable` where the query function gives something else than rows.
 */
export async function rowsOf(query: SqlQuery, statements: SqlStatements, checked = true): Promise<readonly SqlRow[]> {
  let rows: unknown;
  for (const [text, values] of statements) rows = await query(text, values);
  if (!checked) return [];
  if (!Array.isArray(rows)) throw unexpected(`is of type ${typeof rows}, not an array of rows`);
  return rows.map((row: unknown) => {
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as SqlRow;
    throw unexpected('has rows that are not objects by column');
  });
}

function unexpected(what: string): VortexError {
  return new VortexError(
    'store_unavailable',
    `The query function's result ${what}. It must resolve to the rows, such as (await pool.query(text, values)).rows with pg.`,
  );
}
