import { readFileSync } from 'node:fs';
import { sqlCases } from '@vortex/test-support/sql-cases';
import { type Database, SERVERS } from '@vortex/test-support/sql-servers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as sql from '../sql.ts';

const { firstTime, inboxId, schema } = sql;
const [, IN_ONE = ''] =
  /`(with first as [^`]*)`/.exec(readFileSync(new URL('../../../../docs/sql.md', import.meta.url), 'utf8')) ?? [];

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
    sqlCases(sql, () => database);

    if (name !== 'postgres') return;
    test('an effect in one statement with the inbox happens once, as the manual has it', async () => {
      await database.query("create table members (email text not null check (email <> 'refused'))", []);
      const join = (id: string, email: string): Promise<unknown> =>
        Promise.resolve(database.query(IN_ONE, [inboxId({ id, type: 'invitation.accepted' }), email]));
      await expect(join('evt_refused', 'refused')).rejects.toThrow('check');
      await Promise.all(Array.from({ length: 200 }, (_, i) => join(`evt_one_${i % 20}`, 'ada')));
      await join('evt_refused', 'nia');
      // The transaction's way and this one know of each other.
      expect(await firstTime(database.query, { id: 'evt_one_0', type: 'invitation.accepted' })).toBe(false);
      expect(await database.query('select email, count(*)::int as n from members group by 1 order by 1', [])).toEqual([
        { email: 'ada', n: 20 },
        { email: 'nia', n: 1 },
      ]);
    });
  });
});
