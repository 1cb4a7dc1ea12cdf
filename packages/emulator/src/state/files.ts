import { existsSync } from 'node:fs';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmulatorError } from '../shared/emulator-error.ts';

/** Only their owner reads these files: keys and secrets are in them. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/** The lock's name. */
export const LOCK = 'lock';
/** Held for a moment by whoever removes the lock of a process that is gone. */
export const TAKEOVER = 'lock.takeover';

export function snapshotName(generation: number): string {
  return `snapshot-${generation}.jsonl`;
}

export function journalName(generation: number): string {
  return `journal-${generation}.jsonl`;
}

/** What file managers and repositories leave in a directory that is empty otherwise. */
const HARMLESS = new Set(['.gitignore', '.gitkeep', '.keep', '.DS_Store', 'lost+found']);

/** The generations that a directory holds, in rising order, and what was left over by a process that died. */
export interface Listing {
  readonly snapshots: readonly number[];
  readonly journals: readonly number[];
  readonly unfinished: readonly string[];
}

/**
 * Makes the directory if it does not exist.
 *
 * @throws {EmulatorError} `data_failed`, or `data_foreign` for one that holds something else.
 */
export async function prepareDirectory(directory: string): Promise<void> {
  const names = await failing(directory, async () => {
    await makeDirectory(directory);
    return readdir(directory);
  });
  const foreign = names.find((name) => !isOurs(name) && !HARMLESS.has(name));
  if (foreign === undefined || names.some((name) => /^snapshot-\d+\.jsonl$/.test(name))) return;
  throw new EmulatorError(
    'data_foreign',
    `${directory} can't be the emulator's data directory: it holds ${JSON.stringify(foreign)}, which is none of its files. Choose a directory that is empty or does not exist yet.`,
  );
}

/** With the directories above it. Node's own way goes on for ever where nothing can be made, as below `/proc`. */
async function makeDirectory(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  await makeDirectory(dirname(directory));
  await mkdir(directory, { mode: PRIVATE_DIRECTORY });
}

/** Keeps a repository that the directory lies in from taking its secrets; a file that is there is left as it is. */
export async function keepOutOfGit(directory: string): Promise<void> {
  const path = join(directory, '.gitignore');
  if (!existsSync(path)) await writeFile(path, '*\n', { mode: PRIVATE_FILE });
}

export async function list(directory: string): Promise<Listing> {
  const names = await readdir(directory);
  const generations = (kind: string): number[] =>
    names
      .flatMap((name) => new RegExp(`^${kind}-(\\d+)\\.jsonl$`).exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
  return {
    snapshots: generations('snapshot'),
    journals: generations('journal'),
    unfinished: names.filter((name) => isOurs(name) && name.endsWith('.tmp')),
  };
}

/** Makes renames and new files last: they are written in their directory. */
export async function syncDirectory(directory: string): Promise<void> {
  // Windows can't, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Says which directory could not be read or written, and what that means. */
export async function failing<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorError(
      'data_failed',
      `The data directory ${directory} can't be used: ${reason}. Choose one that this user may write to, on a disk with room.`,
      { cause },
    );
  }
}

function isOurs(name: string): boolean {
  return name === LOCK || name === TAKEOVER || /^(snapshot|journal)-\d+\.(jsonl|tmp)$/.test(name);
}
