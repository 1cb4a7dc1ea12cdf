import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { EmulatorError } from '../shared/emulator-error.ts';
import type { Change } from './changed-entries.ts';
import { isBusy, isCorrupt, sqlite } from './sqlite.ts';

/** Says whose database it is ("VRTX"), and in which form. */
const APPLICATION = 0x56_52_54_58;
const VERSION = 1;

/** Looks at a database that is in use, and milliseconds between them: its emulator may be about to end. */
const LOOKS = 10;
const PAUSE = 50;

/**
 * One process alone, and no wait for the disk at each commit: what was committed survives the process, and after a power
 * cut the database is as it was a little earlier. New rows are put behind all others, so that pages are written once.
 */
const SETTINGS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA cache_size = -16384;
`;

const SCHEMA = `
  BEGIN;
  CREATE TABLE entries (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    checksum INTEGER NOT NULL
  );
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${VERSION};
  COMMIT;
`;

/** Entries by kind and id, in the order in which they were first written. */
export type Entries = Map<string, Map<string, unknown>>;

/**
 * Opens a data directory's database for this process alone.
 *
 * @throws {EmulatorError} `data_unsupported`, `data_in_use`, `data_foreign`, `data_newer` or `data_damaged`.
 */
export async function openDatabase(path: string): Promise<Database> {
  const { DatabaseSync } = sqlite();
  for (let look = 1; ; look++) {
    const opened = new DatabaseSync(path);
    try {
      opened.exec(SETTINGS);
      prepare(opened, path);
      return new Database(opened, path);
    } catch (error) {
      opened.close();
      if (!isBusy(error)) throw isCorrupt(error) ? damaged(path, error) : error;
      if (look === LOOKS) throw inUse(path, error);
      await setTimeout(PAUSE);
    }
  }
}

function prepare(opened: DatabaseSync, path: string): void {
  const number = (name: string): unknown => opened.prepare(`PRAGMA ${name}`).get()?.[name];
  const application = number('application_id');
  if (application === 0 && opened.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) opened.exec(SCHEMA);
  else if (application !== APPLICATION) throw foreign(path);
  else if (Number(number('user_version')) > VERSION) throw newer(path);
  const { quick_check: state } = opened.prepare('PRAGMA quick_check(1)').get() ?? {};
  if (state !== 'ok') throw damaged(path, new Error(String(state)));
}

/** A table of entries, each a JSON value with a checksum. */
export class Database {
  readonly #database: DatabaseSync;
  readonly #path: string;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  /** Where each entry stands. An index on the disk would cost more than the entries themselves. */
  readonly #places = new Map<string, number>();
  #next = 1;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#path = path;
    this.#put = database.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM entries WHERE place = ?');
  }

  /**
   * Everything that is there. Called once, before anything is written.
   *
   * @throws {EmulatorError} `data_damaged`.
   */
  read(): Entries {
    const entries: Entries = new Map();
    try {
      for (const row of this.#database.prepare('SELECT * FROM entries ORDER BY place').iterate()) {
        const { place, kind, id, value, checksum } = row;
        if (checksum !== checksumOf(String(kind), String(id), String(value)))
          throw damaged(this.#path, new Error(`entry ${place} is not what was written`));
        const ofKind = entries.get(String(kind)) ?? new Map();
        entries.set(String(kind), ofKind.set(String(id), JSON.parse(String(value))));
        this.#places.set(keyOf(String(kind), String(id)), Number(place));
        this.#next = Number(place) + 1;
      }
    } catch (error) {
      throw isCorrupt(error) ? damaged(this.#path, error) : error;
    }
    return entries;
  }

  /** Writes all of it or nothing. */
  write(changes: readonly Change[]): void {
    const gone: string[] = [];
    this.#database.exec('BEGIN');
    try {
      for (const change of changes) this.#apply(change, gone);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    }
    for (const key of gone) this.#places.delete(key);
  }

  /** Takes what was removed off the disk as well. */
  shrink(): void {
    this.#database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.#database.close();
  }

  #apply([kind, id, value]: Change, gone: string[]): void {
    if (kind === 'clear') {
      this.#database.exec('DELETE FROM entries');
      this.#places.clear();
      return;
    }
    const key = keyOf(kind, id);
    const place = this.#places.get(key);
    if (value === undefined) {
      if (place === undefined) return;
      this.#remove.run(place);
      gone.push(key);
      return;
    }
    const text = JSON.stringify(value);
    if (place === undefined) this.#places.set(key, this.#next);
    this.#put.run(place ?? this.#next++, kind, id, text, checksumOf(kind, id, text));
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has done it itself, as on a full disk.
    }
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}

/** SQLite notices a page that is not one, but not a letter that has become another. */
function checksumOf(kind: string, id: string, value: string): number {
  return crc32(value, crc32(keyOf(kind, id)));
}

function inUse(path: string, cause: unknown): EmulatorError {
  return new EmulatorError(
    'data_in_use',
    `The data directory's database ${path} is in use by another emulator. Stop that one, or choose another directory: each emulator needs its own.`,
    { cause },
  );
}

function foreign(path: string): EmulatorError {
  return new EmulatorError(
    'data_foreign',
    `${path} is the database of another program. Choose a data directory that is empty or does not exist yet.`,
  );
}

function newer(path: string): EmulatorError {
  return new EmulatorError(
    'data_newer',
    `The data directory's database ${path} was written by a newer version of @vortex/emulator: this one reads formats up to ${VERSION}. Update the package, or choose another directory.`,
  );
}

function damaged(path: string, cause: unknown): EmulatorError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replaceAll('\n', ' ');
  return new EmulatorError(
    'data_damaged',
    `The data directory's database ${path} is damaged (${reason}), which no interrupted write explains. Restore the directory from a backup, or delete it to start over.`,
    { cause },
  );
}
