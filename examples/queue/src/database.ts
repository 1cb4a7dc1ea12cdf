import { type SqlQuery, type SqlValue, schema } from '@vortex/core/sql';
import { Pool, type PoolClient } from 'pg';

/** The app's own database. */
export function connect(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 16, connectionTimeoutMillis: 2_000, query_timeout: 10_000 });
  // A connection that is lost while nobody uses it is not a reason to end.
  pool.on('error', () => {});
  return pool;
}

/** A migration: Vortex's tables, and the app's. An effect has no unique key here, so that one that happened twice shows. */
export async function migrate(pool: Pool): Promise<void> {
  for (const statement of schema('postgres')) await pool.query(statement);
  await pool.query('create table if not exists effects (event_id text not null, kind text not null)');
}

/** A transaction. What is thrown in it undoes it, and is thrown on. */
export async function transaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  // An idle client of the pool is listened to by the pool; this one is ours.
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch((thrown: Error) => {
      broken = thrown;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** A client of `pg` as Vortex asks for it. */
export function queryOf(client: Pick<Pool, 'query'> | PoolClient): SqlQuery {
  return async (text: string, values: SqlValue[]) => (await client.query(text, values)).rows;
}

/** An effect of the app's: a row. */
export async function addEffect(client: PoolClient, eventId: string, kind: string): Promise<void> {
  await client.query('insert into effects (event_id, kind) values ($1, $2)', [eventId, kind]);
}

/** What has happened, as counts. */
export interface Effects {
  readonly rows: number;
  readonly events: number;
}

export async function effects(pool: Pool, kind: string, like = '%'): Promise<Effects> {
  const text =
    'select count(*)::int as rows, count(distinct event_id)::int as events from effects where kind = $1 and event_id like $2';
  const { rows } = await pool.query<Effects>(text, [kind, like]);
  return rows[0] ?? { rows: 0, events: 0 };
}

function ignore(): void {}
