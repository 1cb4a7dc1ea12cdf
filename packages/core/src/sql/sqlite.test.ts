import { sqlCases } from '@vortex/test-support/sql-cases';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SqlDialect, SqlQuery } from '../sql.ts';
import * as sql from '../sql.ts';

const { inboxId, schema, sqlReplayStore } = sql;

// Node 20 has none.
const sqlite = process.getBuiltinModule?.('node:sqlite');

describe.skipIf(!sqlite)('on node:sqlite', () => {
  let query: SqlQuery;
  let last: Promise<unknown> = Promise.resolve();
  beforeAll(() => {
    if (!sqlite) return;
    const database = new sqlite.DatabaseSync(':memory:');
    query = (text, values) => database.prepare(text).all(...values);
    for (const statement of [...schema('sqlite'), ...schema('sqlite')]) database.exec(statement);
  });
  sqlCases(sql, () => ({
    dialect: 'sqlite',
    query,
    // One connection: one transaction after the other.
    transaction(work) {
      const run = async (): Promise<Awaited<ReturnType<typeof work>>> => {
        await query('begin immediate', []);
        try {
          const result = await work(query);
          await query('commit', []);
          return result;
        } catch (error) {
          await query('rollback', []);
          throw error;
        }
      };
      const running = last.then(run);
      last = running.catch(() => {});
      return running;
    },
  }));
});

test.each([
  { dialect: 'oracle' as SqlDialect },
  { table: 'a; drop table b' },
  { table: '' },
  { table: 'x'.repeat(64) },
])('%o is refused', (options) => {
  const [name] = Object.keys(options);
  expect(() => sqlReplayStore(() => [], options)).toThrow(
    expect.objectContaining({ code: 'invalid_option', message: expect.stringContaining(name ?? '') }),
  );
});

test.each([[undefined], [{ rows: [] }], [[['claimed', 1]]], [[{ other: 1 }, 1]], [[{ other: 1 }]]])(
  'a query function that gives %o is store_unavailable, not a claim',
  async (given) => {
    const store = sqlReplayStore(() => given as unknown[]);
    await expect(store.claim('k', { leaseMs: 1000 })).rejects.toMatchObject({ code: 'store_unavailable' });
  },
);

test.each([[[]], [[{ state: 'busy', ms: 0 }]]])(
  'a row that has just gone (%o) is asked for again at once',
  async (rows) => {
    const store = sqlReplayStore(() => rows);
    expect(await store.claim('k', { leaseMs: 1000 })).toEqual({ state: 'busy', retryAfterMs: 1 });
  },
);

describe('an inbox keeps an event', () => {
  // A later version that named it otherwise would let what was handled before happen again.
  test.each([
    [{ id: 'evt_1', type: 'invitation.accepted' }, {}, ':webhook:evt_1'],
    [{ id: 'evt_1', name: 'widget_shown' }, {}, ':analytics:evt_1'],
    [{ id: 'evt_1', type: 'invitation.accepted' }, { effect: '50%:mail' }, '50%25%3Amail:webhook:evt_1'],
  ])('%o of %o as %s, in every version', (event, options, kept) => {
    expect(inboxId(event, options)).toBe(kept);
  });

  test('only if its effect has a name that is a string', () => {
    const effect = 7 as unknown as string;
    expect(() => inboxId({ id: 'evt_1' }, { effect })).toThrow(expect.objectContaining({ code: 'invalid_option' }));
  });
});
