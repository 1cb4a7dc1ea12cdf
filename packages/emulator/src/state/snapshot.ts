import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE, snapshotName, syncDirectory } from './files.ts';
import { type KeptState, KINDS } from './kept.ts';
import { encodeBatch, HEADER, type Line } from './lines.ts';

/** So many entries are put into words at once; requests get their turn in between. */
const CHUNK = 500;

/** What a snapshot is told while it is being written. */
export interface SnapshotOptions {
  /** The state has been replaced, or nobody wants the snapshot any more. */
  readonly abandoned: () => boolean;
  /** Called when all is written and before it counts: the journal must hold everything that has happened by then. */
  readonly beforeItCounts: () => Promise<void>;
}

/**
 * Writes the state as it is while requests go on: an entry that changes meanwhile may be in it as it was or as it is,
 * and the journal of the same generation, begun before, holds the change in any case.
 *
 * @returns How long it is, in bytes; `undefined` when it was abandoned.
 */
export async function writeSnapshot(
  directory: string,
  generation: number,
  state: KeptState,
  { abandoned, beforeItCounts }: SnapshotOptions,
): Promise<number | undefined> {
  const path = join(directory, snapshotName(generation));
  const unfinished = path.replace(/jsonl$/, 'tmp');
  try {
    const length = await writeAll(unfinished, state, abandoned);
    await beforeItCounts();
    if (abandoned()) return undefined;
    await rename(unfinished, path);
    await syncDirectory(directory);
    return length;
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writeAll(path: string, state: KeptState, abandoned: () => boolean): Promise<number> {
  const handle = await open(path, 'w', PRIVATE_FILE);
  try {
    let length = HEADER.length;
    await handle.appendFile(HEADER);
    for (const lines of chunks(state)) {
      if (abandoned()) break;
      const bytes = encodeBatch(lines);
      await handle.appendFile(bytes);
      length += bytes.length;
    }
    await handle.sync();
    return length;
  } finally {
    await handle.close();
  }
}

function* chunks(state: KeptState): Generator<Line[]> {
  let lines: Line[] = [];
  for (const kind of KINDS) {
    for (const [id, value] of state[kind].entries()) {
      lines.push([kind, id, value]);
      if (lines.length < CHUNK) continue;
      yield lines;
      lines = [];
    }
  }
  if (lines.length > 0) yield lines;
}
