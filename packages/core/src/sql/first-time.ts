import { isText } from '../shared/checks/is-text.ts';
import { invalidArgument } from '../shared/invalid-argument.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { columnKey } from './column-key.ts';
import { checkTable, type SqlDialect, type SqlQuery, stepsOf } from './dialect.ts';
import { rowsOf } from './sql-replay-store.ts';

/** Options of {@link firstTime}. */
export interface FirstTimeOptions {
  /** The SQL dialect. Default: `postgres`. */
  readonly dialect?: SqlDialect | undefined;
  /** The table's name, with or without its schema. Default: `vortex_inbox`. */
  readonly table?: string | undefined;
  /**
   * The name of the effect that happens once for each event, if there are several in one database: two endpoints, two
   * handlers. Default: empty.
   */
  readonly effect?: string | undefined;
}

/**
 * Whether an event is handled for the first time. Call it inside your own transaction: it returns `true` exactly once
 * per event in committed work. Its row belongs to the transaction, so an attempt that is rolled back leaves no row.
 *
 * Let its errors end the transaction: after a deadlock, or a serialization failure if the isolation level is stricter
 * than READ COMMITTED, the event is delivered again.
 *
 * @param query - Runs statements on the transaction's connection.
 * @param event - The verified event.
 * @throws {VortexError} `invalid_argument` for an event without an id.
 * @throws {VortexConfigError} `invalid_option`.
 * @example
 * import { firstTime } from '@vortex/core/sql';
 * declare const client: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }; // of pg
 * const query = (text: string, values: unknown[]) => client.query(text, values).then(({ rows }) => rows);
 * await client.query('begin');
 * if (await firstTime(query, { id: 'evt_1', type: 'invitation.accepted' })) {
 *   await client.query('update teams set members = members + 1');
 * }
 * await client.query('commit');
 */
export async function firstTime(query: SqlQuery, event: InboxEvent, options: FirstTimeOptions = {}): Promise<boolean> {
  const steps = stepsOf(options.dialect);
  const table = checkTable('table', options.table ?? 'vortex_inbox');
  const [row] = await rowsOf(query, steps.firstTime(table, inboxId(event, options)));
  return Number(row?.first ?? 0) === 1;
}

/** The part of an event that is used. */
export interface InboxEvent {
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * The id under which {@link firstTime} keeps an event. Use it for an effect that writes to the inbox in its own
 * statement, or in a batch if there are no transactions, as on D1.
 *
 * @throws {VortexError} `invalid_argument` for an event without an id.
 * @throws {VortexConfigError} `invalid_option`.
 * @example
 * import { inboxId } from '@vortex/core/sql';
 * declare const pool: { query(text: string, values: unknown[]): Promise<unknown> }; // new Pool() of pg
 * await pool.query(
 *   `with first as (insert into vortex_inbox (id) values ($1) on conflict do nothing returning 1)
 *    insert into members (email) select $2 from first`,
 *   [inboxId({ id: 'evt_1', type: 'invitation.accepted' }), 'ada@example.com'],
 * );
 */
export function inboxId(event: InboxEvent, { effect = '' }: Pick<FirstTimeOptions, 'effect'> = {}): string {
  if (typeof effect !== 'string') throw invalidOption('effect', 'must be a string');
  if (!isText(event?.id))
    throw invalidArgument('An inbox needs an event with an id; nothing else distinguishes two events.');
  const kind = typeof event.name === 'string' ? 'analytics' : 'webhook';
  return columnKey(`${effect.replace(/[%:]/g, encodeURIComponent)}:${kind}:${event.id}`);
}
