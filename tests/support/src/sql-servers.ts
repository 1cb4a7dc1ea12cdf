import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool as mysqlPool } from 'mysql2/promise';
import { Pool } from 'pg';
import { pgTransaction } from './pg-transaction.ts';
import { freePort } from './server.ts';
import type { SqlDialect, SqlQuery } from './sql-cases.ts';

/** A real database on a free loopback port, ended with everything it knew. */
export interface Database {
  readonly dialect: SqlDialect;
  /** Where another client finds it. */
  readonly url: string;
  readonly query: SqlQuery;
  /** Runs work in a transaction of its own; what it throws rolls back. */
  transaction<T>(work: (query: SqlQuery) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

const [POSTGRES_BIN] = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
/** Postgres does not run as root. */
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups'] : [];

/** What is here to test against. CI must have both. */
export const SERVERS: Readonly<Record<string, (() => Promise<Database>) | undefined>> = {
  postgres: POSTGRES_BIN ? postgres : undefined,
  mariadb: globSync('/usr/sbin/mariadbd')[0] ? mariadb : undefined,
};

async function postgres(): Promise<Database> {
  const folder = await folderFor('postgres');
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]): [string, string[]] => {
    const [first = '', ...rest] = [...AS_POSTGRES, join(POSTGRES_BIN ?? '', program), ...args];
    return [first, rest];
  };
  execFileSync(...run('initdb', '-D', data, '-A', 'trust', '-U', 'vortex', '--no-sync'), { stdio: 'ignore' });
  const port = await freePort();
  const child = spawn(...run('postgres', '-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'), {
    stdio: 'ignore',
  });
  const pool = new Pool({ host: '127.0.0.1', port, user: 'vortex', database: 'postgres', max: 20 });
  pool.on('error', () => {});
  await untilItAnswers(() => pool.query('select 1'));
  return {
    dialect: 'postgres',
    url: `postgres://vortex@127.0.0.1:${port}/postgres`,
    query: async (text, values) => (await pool.query(text, values)).rows,
    transaction: (work) =>
      pgTransaction(pool, (client) => work(async (text, values) => (await client.query(text, values)).rows)),
    async stop() {
      await pool.end();
      await end(child, 'SIGINT', folder);
    },
  };
}

async function mariadb(): Promise<Database> {
  const folder = await folderFor('mysql');
  const data = join(folder, 'data');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const options = [
    '--no-defaults',
    `--datadir=${data}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${join(folder, 's')}`,
    ...asRoot,
  ];
  const child = spawn('/usr/sbin/mariadbd', options, { stdio: 'ignore' });
  const pool = mysqlPool({ host: '127.0.0.1', port, user: 'root', connectionLimit: 20 });
  await untilItAnswers(() => pool.query('create database if not exists vortex'));
  await pool.end();
  const inUse = mysqlPool({ host: '127.0.0.1', port, user: 'root', database: 'vortex', connectionLimit: 20 });
  const rows = (result: unknown): unknown[] => (Array.isArray(result) ? result : []);
  return {
    dialect: 'mysql',
    url: `mysql://root@127.0.0.1:${port}/vortex`,
    query: async (text, values) => rows((await inUse.query(text, values))[0]),
    async transaction(work) {
      const connection = await inUse.getConnection();
      try {
        await connection.beginTransaction();
        const result = await work(async (text, values) => rows((await connection.query(text, values))[0]));
        await connection.commit();
        return result;
      } catch (error) {
        await connection.rollback();
        throw error;
      } finally {
        connection.release();
      }
    },
    async stop() {
      await inUse.end();
      await end(child, 'SIGTERM', folder);
    },
  };
}

async function folderFor(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vortex-${name}-`));
  await chmod(folder, 0o777);
  return folder;
}

async function end(child: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
  await rm(folder, { recursive: true });
}

async function untilItAnswers(ask: () => Promise<unknown>): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (i === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
