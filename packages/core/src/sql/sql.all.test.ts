import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, SERVERS } from '../../test/sql/servers.ts';
import { sqlCases } from '../../test/sql/sql-cases.ts';
import { schema } from '../sql.ts';

describe.each(Object.entries(SERVERS))('on %s', (name, start) => {
  if (!start && process.env.CI) throw new Error(`CI has no ${name}.`);
  describe.skipIf(!start)('a real server', () => {
    let database: Database;
    beforeAll(async () => {
      if (!start) return;
      database = await start();
      // Twice: each statement can be run again.
      for (const statement of [...schema(database.dialect), ...schema(database.dialect)])
        await database.query(statement, []);
    }, 120_000);
    afterAll(() => database?.stop());
    sqlCases(() => database);
  });
});
