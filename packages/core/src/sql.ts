/**
 * Handles each event once with your own database: a replay store in a table, and `firstTime`, which makes an effect in
 * the handler's transaction happen exactly once. The client is one function, so any driver or ORM fits.
 *
 * @module
 */
import { checkTable, type SqlDialect, stepsOf } from './sql/dialect.ts';

export type { SqlDialect, SqlQuery, SqlValue } from './sql/dialect.ts';
export { type FirstTimeOptions, firstTime, type InboxEvent, inboxId } from './sql/first-time.ts';
export { type SqlReplayStore, type SqlReplayStoreOptions, sqlReplayStore } from './sql/sql-replay-store.ts';
export type { ReplayClaim, ReplayStore } from './webhooks/replay-store.ts';

/** The names of the tables that {@link schema} creates. */
export interface SchemaOptions {
  /** The table of `sqlReplayStore`. Default: `vortex_webhooks`. */
  readonly table?: string | undefined;
  /** The table of `firstTime`. Default: `vortex_inbox`. */
  readonly inbox?: string | undefined;
}

/**
 * The statements that create the tables, for your migrations. Each can safely be run again.
 *
 * @throws {VortexConfigError} `invalid_option`.
 * @example
 * import { schema } from '@vortex/core/sql';
 * for (const statement of schema('postgres')) console.log(`${statement};`);
 */
export function schema(dialect: SqlDialect, options: SchemaOptions = {}): readonly string[] {
  const { table = 'vortex_webhooks', inbox = 'vortex_inbox' } = options;
  return stepsOf(dialect).schema(checkTable('table', table), checkTable('inbox', inbox));
}
