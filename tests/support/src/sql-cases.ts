import { describe, expect, test } from 'vitest';
import { type ReplayStore, replayStoreCases } from './replay-store-cases.ts';

export type SqlDialect = 'postgres' | 'mysql' | 'sqlite';
export type SqlQuery = (text: string, values: (string | number)[]) => readonly unknown[] | Promise<readonly unknown[]>;

/** `@vortex/core/sql`: its source or its build. Nothing of it is imported here, since core's tests import this. */
export interface SqlUnderTest {
  sqlReplayStore(query: SqlQuery, options: { dialect: SqlDialect }): ReplayStore & { sweep(): Promise<void> };
  firstTime(query: SqlQuery, event: object, options: { dialect: SqlDialect; effect?: string }): Promise<boolean>;
  inboxId(event: object, options: { effect: string }): string;
}

/** What is asked of a database. */
interface Subject {
  readonly dialect: SqlDialect;
  readonly query: SqlQuery;
  transaction<T>(work: (query: SqlQuery) => Promise<T>): Promise<T>;
}

/** Ids that some collation, column or driver takes for one another. */
const ALIKE = [
  'evt_1',
  'EVT_1',
  'evt_1 ',
  ' evt_1',
  'evt_\u00e9',
  'evt_e\u0301',
  'evt_e',
  'evt_\ud800',
  'evt_\ud801',
  'evt_\ufffd',
  'evt_\u0000',
  'evt_\\0',
  '1',
  '1.0',
  '01',
  '~',
  `~${'0'.repeat(64)}`,
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(9000),
];

/** The store and the inbox on one database, whose tables are there. */
export function sqlCases(sql: SqlUnderTest, database: () => Subject): void {
  sqlStoreCases(sql, database);
  firstTimeCases(sql, database);
}

/** The store alone, where a database has no transactions that a program takes part in. */
export function sqlStoreCases(
  { sqlReplayStore }: SqlUnderTest,
  database: () => Pick<Subject, 'dialect' | 'query'>,
): void {
  let made = 0;
  describe('the store', () => {
    replayStoreCases(() => {
      const { query, dialect } = database();
      const store = sqlReplayStore(query, { dialect });
      const prefix = `${made++}:`;
      return {
        claim: (key, options) => store.claim(prefix + key, options),
        complete: (key, token, options) => store.complete(prefix + key, token, options),
        release: (key, token) => store.release(prefix + key, token),
      };
    });

    test('200 claims of 20 keys at once: 20 are claimed', async () => {
      const { query, dialect } = database();
      const store = sqlReplayStore(query, { dialect });
      const claims = await Promise.all(
        Array.from({ length: 200 }, (_, i) => store.claim(`many:${i % 20}`, { leaseMs: 60_000 })),
      );
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(20);
      expect(claims.filter(({ state }) => state === 'busy')).toHaveLength(180);
    });

    test('no two keys are one', async () => {
      const { query, dialect } = database();
      const store = sqlReplayStore(query, { dialect });
      for (const id of ALIKE)
        expect(await store.claim(`alike:${id}`, { leaseMs: 60_000 })).toMatchObject({ state: 'claimed' });
    });

    test('sweep() deletes what is over and nothing else', async () => {
      const { query, dialect } = database();
      const store = sqlReplayStore(query, { dialect });
      await store.claim('swept:over', { leaseMs: 1 });
      await store.claim('swept:held', { leaseMs: 60_000 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      await store.sweep();
      const rows = await query("select id from vortex_webhooks where id in ('swept:over', 'swept:held')", []);
      expect(rows.map((row) => String((row as { id: unknown }).id))).toEqual(['swept:held']);
    });
  });
}

function firstTimeCases({ firstTime, inboxId }: SqlUnderTest, database: () => Subject): void {
  describe('firstTime', () => {
    test('is true once for each event in work that is committed', async () => {
      const { transaction, dialect } = database();
      let worked = 0;
      const attempt = async (id: string, fails: boolean): Promise<void> => {
        for (;;) {
          try {
            await transaction(async (query) => {
              const first = await firstTime(query, { id, type: 'invitation.accepted' }, { dialect });
              if (first && fails) throw new Error('rolled back');
              if (first) worked += 1;
            });
            return;
          } catch (error) {
            if ((error as Error).message === 'rolled back') return;
            // A deadlock: the delivery comes again.
          }
        }
      };
      await Promise.all(Array.from({ length: 100 }, (_, i) => attempt(`evt_${i % 10}`, i % 2 === 0)));
      for (let i = 0; i < 10; i++) await attempt(`evt_${i}`, false);
      expect(worked).toBe(10);
    });

    test('takes no two events for one, nor two effects of one event', async () => {
      const { query, dialect } = database();
      for (const id of ALIKE)
        expect(await firstTime(query, { id, type: 't' }, { dialect, effect: 'alike' })).toBe(true);
      for (const id of ALIKE)
        expect(await firstTime(query, { id, type: 't' }, { dialect, effect: 'alike' })).toBe(false);
      expect(await firstTime(query, { id: 'evt_1', type: 't' }, { dialect, effect: 'another' })).toBe(true);
      expect(await firstTime(query, { id: 'evt_1', name: 'n' }, { dialect, effect: 'alike' })).toBe(true);
    });

    test('keeps an event under its inboxId, for effects that take their place by themselves', async () => {
      const { query, dialect } = database();
      for (const id of ALIKE) {
        const [event, effect] = [{ id, type: 't' }, 'by hand'];
        const kept = (): ReturnType<SqlQuery> =>
          query(`select id from vortex_inbox where id = ${dialect === 'postgres' ? '$1' : '?'}`, [
            inboxId(event, { effect }),
          ]);
        expect(await kept()).toHaveLength(0);
        await firstTime(query, event, { dialect, effect });
        expect(await kept()).toHaveLength(1);
      }
    });

    test('needs an id', async () => {
      const { query, dialect } = database();
      for (const id of [undefined, '']) {
        await expect(firstTime(query, { id, type: 't' }, { dialect })).rejects.toMatchObject({
          code: 'invalid_argument',
        });
      }
    });
  });
}
