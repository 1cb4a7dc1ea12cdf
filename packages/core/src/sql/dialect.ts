import { invalidOption } from '../shared/invalid-option.ts';
import { MYSQL } from './mysql.ts';
import { POSTGRES } from './postgres.ts';
import { SQLITE } from './sqlite.ts';

/** The SQL dialect: `postgres`, `sqlite` (also D1 and libSQL), or `mysql` (also MariaDB). */
export type SqlDialect = 'postgres' | 'sqlite' | 'mysql';

/** A value for a statement. */
export type SqlValue = string | number;

/** A row, as every driver returns it: an object with a field for each column. */
export type SqlRow = Readonly<Record<string, unknown>>;

/**
 * Your database client as one function: runs one statement with its values and returns the rows, or an empty array for
 * a statement without rows.
 */
export type SqlQuery = (text: string, values: SqlValue[]) => Promise<readonly unknown[]> | readonly unknown[];

/** Statements that follow one another; the rows of the last one count. */
export type SqlStatements = readonly (readonly [text: string, values: SqlValue[]])[];

/** A store's steps in one dialect. Times are in milliseconds, and the database's own. */
export interface SqlSteps {
  /** Gives `state` (`claimed`, `busy` or `done`) and `ms`, what is left of it. */
  claim(table: string, id: string, token: string, leaseMs: number): SqlStatements;
  /** Gives a row if it acted. */
  complete(table: string, id: string, token: string, retainMs: number): SqlStatements;
  /** Gives a row if it acted. */
  release(table: string, id: string, token: string): SqlStatements;
  sweep(table: string): SqlStatements;
  /** Gives a row with `first`, 1 for the first time; no row means that it was not. */
  firstTime(table: string, id: string): SqlStatements;
  schema(table: string, inbox: string): readonly string[];
}

const DIALECTS: Readonly<Record<SqlDialect, SqlSteps>> = { postgres: POSTGRES, sqlite: SQLITE, mysql: MYSQL };

/** @throws {VortexConfigError} `invalid_option`. */
export function stepsOf(dialect: SqlDialect = 'postgres'): SqlSteps {
  if (Object.hasOwn(DIALECTS, dialect)) return DIALECTS[dialect];
  throw invalidOption('dialect', `must be one of ${Object.keys(DIALECTS).join(', ')}`);
}

/**
 * A table's name as it stands in statements, where nothing else may.
 *
 * @throws {VortexConfigError} `invalid_option`.
 */
export function checkTable(name: string, table: string): string {
  if (typeof table === 'string' && /^(?:[A-Za-z_]\w{0,62}\.)?[A-Za-z_]\w{0,62}$/.test(table)) return table;
  throw invalidOption(name, 'must be a table name of letters, digits and underscores, with or without its schema');
}
