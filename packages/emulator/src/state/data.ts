import { resolve } from 'node:path';
import { ChangedEntries } from './changed-entries.ts';
import { type Database, type Entries, openDatabase } from './database.ts';
import { failing, prepareDirectory } from './directory.ts';
import { type KeptState, KINDS, type Kind } from './kept.ts';
import { sqlite } from './sqlite.ts';

/** Milliseconds until a change is written; what happens meanwhile goes with it. */
const WRITE_AFTER = 200;
/** Milliseconds until a failed write is tried again. */
const RETRY_AFTER = 1_000;

/**
 * Opens a directory that keeps an emulator's state, and creates it if needed.
 *
 * @throws {EmulatorError} `data_unsupported`, `data_in_use`, `data_foreign`, `data_outdated`, `data_newer`,
 * `data_damaged` or `data_failed`.
 */
export async function openData(path: string, log: (line: string) => void): Promise<Data> {
  const directory = resolve(path);
  sqlite();
  const file = await prepareDirectory(directory);
  return failing(directory, async () => {
    const database = await openDatabase(file);
    try {
      return new Data(directory, database, log);
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Writes what has changed a few times a second, as one transaction. A process that is killed loses what came after. */
export class Data {
  /** Nothing was kept here before. */
  readonly isNew: boolean;
  readonly #directory: string;
  readonly #database: Database;
  readonly #log: (line: string) => void;
  readonly #changed = new ChangedEntries();
  /** Nobody wants what a reset has forgotten to stay on the disk. */
  #shrinks = false;
  #loaded: Entries | undefined;
  #state: KeptState | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;

  constructor(directory: string, database: Database, log: (line: string) => void) {
    this.#directory = directory;
    this.#database = database;
    this.#log = log;
    this.#loaded = database.read();
    this.isNew = this.#loaded.size === 0;
  }

  /** Gives the parts of the state what was kept of them, and follows their changes from now on. */
  restore(state: KeptState): void {
    for (const kind of KINDS) state[kind].restore(this.#loaded?.get(kind) ?? new Map());
    this.#loaded = undefined;
    this.#state = state;
  }

  /** Notes that an entry has changed; it is written a little later, as it will be then. */
  touched(kind: Kind, id: string): void {
    this.#changed.add(kind, id);
    this.#schedule(WRITE_AFTER);
  }

  /** Everything is gone but what the state holds now. */
  reset(): void {
    this.#changed.clear();
    for (const kind of KINDS) for (const [id] of this.#state?.[kind].entries() ?? []) this.#changed.add(kind, id);
    this.#schedule(WRITE_AFTER);
  }

  /** Writes what is left and gives the directory back. */
  close(): Promise<void> {
    this.#closing ??= failing(this.#directory, () => this.#close());
    return this.#closing;
  }

  /** Gives the directory back without a word of what has happened. For a start that has failed. */
  abandon(): Promise<void> {
    this.#changed.forget();
    return this.close();
  }

  #close(): void {
    clearTimeout(this.#timer);
    try {
      this.#write();
    } finally {
      this.#database.close();
    }
  }

  #schedule(after: number): void {
    if (this.#timer || this.#closing) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#write();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#log(`warning: the data directory ${this.#directory} could not be written: ${reason}. Retrying.`);
        this.#schedule(RETRY_AFTER);
      }
    }, after);
  }

  /** Writes every change so far. */
  #write(): void {
    if (!this.#state) return;
    const changes = this.#changed.take(this.#state);
    if (changes.length > 0) {
      try {
        this.#database.write(changes);
      } catch (error) {
        this.#changed.putBack(changes);
        throw error;
      }
    }
    this.#shrinks ||= changes[0]?.[0] === 'clear';
    if (this.#shrinks) this.#database.shrink();
    this.#shrinks = false;
  }
}
