import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ChangedEntries } from './changed-entries.ts';
import { failing, journalName, keepOutOfGit, list, prepareDirectory, snapshotName } from './files.ts';
import { JournalFile } from './journal-file.ts';
import { type Kept, type KeptState, KINDS, type Kind } from './kept.ts';
import { type LoadedState, loadState } from './load.ts';
import { lockDirectory } from './lock.ts';
import { writeSnapshot } from './snapshot.ts';

/** Milliseconds until a change is written; what happens meanwhile goes with it. */
const WRITE_AFTER = 200;
/** Milliseconds until a failed write is tried again. */
const RETRY_AFTER = 1_000;
/** A journal is worth a snapshot when it is so many times as long as the last one, and at least of this size. */
const TIMES_SNAPSHOT = 2;
const MIN_BYTES = 1024 * 1024;

const EMPTY: Kept = { entries: () => [], entry: () => undefined, restore() {} };
const NOTHING = Object.fromEntries(KINDS.map((kind) => [kind, EMPTY])) as KeptState;

/**
 * Opens a directory that keeps an emulator's state, and makes it if there is none.
 *
 * @throws {EmulatorError} `data_in_use`, `data_foreign`, `data_newer`, `data_damaged` or `data_failed`.
 */
export async function openData(path: string, log: (line: string) => void): Promise<Data> {
  const directory = resolve(path);
  await prepareDirectory(directory);
  const unlock = await failing(directory, () => lockDirectory(directory));
  try {
    return await failing(directory, async () => {
      let found = await list(directory);
      for (const name of found.unfinished) await rm(join(directory, name), { force: true });
      if (found.snapshots.length === 0 && found.journals.length === 0) {
        await keepOutOfGit(directory);
        await writeSnapshot(directory, 1, NOTHING, { abandoned: () => false, beforeItCounts: async () => {} });
        found = await list(directory);
      }
      const loaded = await loadState(directory, found);
      const journal = await JournalFile.open(directory, loaded.generation, loaded.journalEnd);
      return new Data({ directory, loaded, journal, unlock, log });
    });
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface DataParts {
  readonly directory: string;
  readonly loaded: LoadedState;
  readonly journal: JournalFile;
  readonly unlock: () => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * Writes what has changed into a journal a few times a second, and now and then a snapshot that spares the journal so
 * far. A process that is killed loses what happened since the last write.
 */
export class Data {
  /** Nothing was kept here before. */
  readonly isNew: boolean;
  readonly directory: string;
  readonly #unlock: () => Promise<void>;
  readonly #log: (line: string) => void;
  readonly #changed = new ChangedEntries();
  #loaded: LoadedState['state'] | undefined;
  #state: KeptState = NOTHING;
  #journal: JournalFile;
  #generation: number;
  /** Bytes in journals that the last snapshot does not hold. */
  #bytes: number;
  #snapshotAt: number;
  /** Counts resets: a snapshot that was begun before one is of no use. */
  #life = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #closing: Promise<void> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #snapshot: Promise<void> | undefined;

  constructor({ directory, loaded, journal, unlock, log }: DataParts) {
    this.directory = directory;
    this.isNew = loaded.state.size === 0;
    this.#loaded = loaded.state;
    this.#journal = journal;
    this.#generation = loaded.generation;
    this.#bytes = loaded.journalBytes;
    this.#snapshotAt = snapshotAt(loaded.snapshotBytes);
    this.#unlock = unlock;
    this.#log = log;
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
    this.#life += 1;
    this.#changed.clear();
    for (const kind of KINDS) for (const [id] of this.#state[kind].entries()) this.#changed.add(kind, id);
    // Nobody wants what was forgotten to stay on the disk.
    this.#snapshotAt = 0;
    this.#schedule(WRITE_AFTER);
  }

  /** Writes what is left and gives the directory back. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Gives the directory back without a word of what has happened. For a start that has failed. */
  abandon(): Promise<void> {
    this.#changed.forget();
    return this.close();
  }

  async #close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    try {
      await failing(this.directory, async () => {
        await this.#snapshot;
        await this.#flush();
      });
    } finally {
      await this.#journal.close();
      await this.#unlock();
    }
  }

  #schedule(after: number): void {
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#flush().then(
        () => this.#considerSnapshot(),
        (error: Error) => {
          this.#log(`data: ${this.directory} could not be written: ${error.message}. It is tried again.`);
          this.#schedule(RETRY_AFTER);
        },
      );
    }, after);
  }

  /** Writes every change so far. */
  #flush(): Promise<void> {
    return this.#alone(async () => {
      const lines = this.#changed.take(this.#state);
      if (lines.length === 0) return;
      const before = this.#journal.length;
      try {
        await this.#journal.append(lines);
      } catch (error) {
        this.#changed.putBack(lines);
        throw error;
      }
      this.#bytes += this.#journal.length - before;
    });
  }

  /** One after the other: each leaves the journal whole for the next. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => {});
    return done;
  }

  #considerSnapshot(): void {
    if (this.#snapshot || this.#closed || this.#bytes < this.#snapshotAt) return;
    this.#snapshot = this.#takeSnapshot()
      .catch((error: Error) => {
        this.#log(`data: no snapshot could be written to ${this.directory}: ${error.message}. The journal goes on.`);
        this.#snapshotAt = this.#bytes + MIN_BYTES;
      })
      .finally(() => {
        this.#snapshot = undefined;
        // A reset meanwhile wants another one.
        this.#considerSnapshot();
      });
  }

  /** From here on a new journal; then the snapshot that goes before it; then what both replace is removed. */
  async #takeSnapshot(): Promise<void> {
    const life = this.#life;
    const next = await JournalFile.open(this.directory, this.#generation + 1);
    const { last, before } = await this.#alone(async () => {
      const last = this.#journal;
      this.#journal = next;
      this.#generation += 1;
      return { last, before: this.#bytes };
    });
    await last.close();
    const length = await writeSnapshot(this.directory, this.#generation, this.#state, {
      abandoned: () => this.#closed || this.#life !== life,
      beforeItCounts: () => this.#flush(),
    });
    if (length === undefined) return;
    this.#bytes -= before;
    if (this.#life === life) this.#snapshotAt = snapshotAt(length);
    const { snapshots, journals } = await list(this.directory);
    const old = [
      ...snapshots.map((n) => [n, snapshotName(n)] as const),
      ...journals.map((n) => [n, journalName(n)] as const),
    ];
    for (const [generation, name] of old) {
      if (generation < this.#generation) await rm(join(this.directory, name), { force: true });
    }
  }
}

function snapshotAt(snapshotBytes: number): number {
  return Math.max(MIN_BYTES, TIMES_SNAPSHOT * snapshotBytes);
}
