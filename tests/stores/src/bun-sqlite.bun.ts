import * as sql from '@vortex/core/sql';
import { sqlCases } from '@vortex/test-support/sql-cases';
import { queryOf } from './manual.ts';
import { oneConnection } from './one-connection.ts';

// Run by `bun test`, which takes `vitest` for itself, from sql-clients.e2e.test.ts.
const module = 'bun:sqlite';
const { Database } = (await import(module)) as { Database: new (path: string) => { run(text: string): void } };
const database = new Database(':memory:');
for (const statement of sql.schema('sqlite')) database.run(statement);
const query = queryOf('bun:sqlite', { database });
sqlCases(sql, () => ({ dialect: 'sqlite', query, transaction: oneConnection(query) }));
