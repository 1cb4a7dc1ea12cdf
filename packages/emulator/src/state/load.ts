import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmulatorError } from '../shared/emulator-error.ts';
import { journalName, type Listing, snapshotName } from './files.ts';
import { type Line, readBatches, readHead, VERSION } from './lines.ts';

/** Entries by kind and id. */
export type Loaded = Map<string, Map<string, unknown>>;

/** A state as it was found, and where its writing goes on. */
export interface LoadedState {
  readonly state: Loaded;
  /** The newest journal's generation. */
  readonly generation: number;
  /** Where that journal's good part ends, in bytes; 0 when there is none. */
  readonly journalEnd: number;
  readonly snapshotBytes: number;
  /** Bytes in all journals since the snapshot. */
  readonly journalBytes: number;
}

/**
 * Reads the newest snapshot, and every journal from its generation on. A journal of an earlier generation is in the
 * snapshot already.
 *
 * @throws {EmulatorError} `data_newer`, `data_damaged`.
 */
export async function loadState(directory: string, { snapshots, journals }: Listing): Promise<LoadedState> {
  const base = snapshots.at(-1);
  if (base === undefined) throw damaged(directory, snapshotName(journals[0] ?? 1), 'it is missing');
  const state: Loaded = new Map();
  const apply = (line: Line): void => applyLine(state, line);

  const snapshot = await read(directory, snapshotName(base));
  const { end, damaged: broken } = readBatches(snapshot, apply);
  // It got its name when it was complete.
  if (broken || end !== snapshot.length) throw damaged(directory, snapshotName(base), `byte ${end} and what follows`);

  let journalEnd = 0;
  let journalBytes = 0;
  const following = journals.filter((generation) => generation >= base);
  for (const generation of following) {
    const journal = await read(directory, journalName(generation), true);
    journalEnd = 0;
    if (journal.length === 0) continue;
    const found = readBatches(journal, apply);
    if (found.damaged) throw damaged(directory, journalName(generation), `byte ${found.end} and what follows`);
    journalEnd = found.end;
    journalBytes += found.end;
  }
  return {
    state,
    generation: following.at(-1) ?? base,
    journalEnd,
    snapshotBytes: snapshot.length,
    journalBytes,
  };
}

function applyLine(state: Loaded, line: Line): void {
  const [kind, id, value] = line;
  if (id === undefined) {
    state.clear();
    return;
  }
  let entries = state.get(kind);
  if (!entries) {
    entries = new Map();
    state.set(kind, entries);
  }
  if (value === undefined) entries.delete(id);
  else entries.set(id, value);
}

/** A file's bytes once its header is known; none for a journal whose header was still being written. */
async function read(directory: string, name: string, mayBeTorn = false): Promise<Buffer> {
  const bytes = await readFile(join(directory, name));
  const head = readHead(bytes);
  if (head === 'ours') return bytes;
  if (head === 'torn' && mayBeTorn) return Buffer.alloc(0);
  if (head === 'newer') {
    throw new EmulatorError(
      'data_newer',
      `The data directory ${directory} was written by a newer version of @vortex/emulator: this one reads formats up to ${VERSION}. Update the package, or choose another directory.`,
    );
  }
  throw damaged(directory, name, 'its first line');
}

function damaged(directory: string, name: string, where: string): EmulatorError {
  return new EmulatorError(
    'data_damaged',
    `The data directory ${directory} can't be read: ${name} is damaged (${where}), which no interrupted write explains. Restore it from a copy, or delete the directory to begin anew.`,
  );
}
