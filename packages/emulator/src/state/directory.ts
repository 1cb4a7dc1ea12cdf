import { existsSync } from 'node:fs';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmulatorError } from '../shared/emulator-error.ts';

/** Only their owner reads these files: keys and secrets are in them. */
const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;

/** The database's name. SQLite puts its own files beside it. */
const DATABASE = 'state.sqlite';

/** What file managers and repositories leave in a directory that is empty otherwise. */
const HARMLESS = new Set(['.gitignore', '.gitkeep', '.keep', '.DS_Store', 'lost+found']);

/**
 * Makes a data directory if it does not exist, and an empty database in a new one.
 *
 * @returns The database's path.
 * @throws {EmulatorError} `data_failed`; `data_foreign` for one that holds something else, `data_outdated` for one of a
 * version before the database.
 */
export async function prepareDirectory(directory: string): Promise<string> {
  return failing(directory, async () => {
    await makeDirectory(directory);
    const names = await readdir(directory);
    const path = join(directory, DATABASE);
    if (names.includes(DATABASE)) return path;
    refuseForeign(directory, names);
    await keepOutOfGit(directory);
    await createPrivate(path);
    return path;
  });
}

function refuseForeign(directory: string, names: readonly string[]): void {
  if (names.some((name) => /^snapshot-\d+\.jsonl$/.test(name))) {
    throw new EmulatorError(
      'data_outdated',
      `The data directory ${directory} was written by a preview of @vortex/emulator, in files that this version can't read. Delete it to start over, or choose another directory.`,
    );
  }
  const foreign = names.find((name) => !name.startsWith(DATABASE) && !HARMLESS.has(name));
  if (foreign === undefined) return;
  throw new EmulatorError(
    'data_foreign',
    `${directory} can't be the emulator's data directory: it holds ${JSON.stringify(foreign)}, which is not one of its files. Choose a directory that is empty or does not exist yet.`,
  );
}

/** With the directories above it. Node's own way never ends if nothing can be created, as below `/proc`. */
async function makeDirectory(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  await makeDirectory(dirname(directory));
  await mkdir(directory, { mode: PRIVATE_DIRECTORY }).catch((error: unknown) => {
    // Somebody else may have been quicker.
    if (!isExisting(error)) throw error;
  });
}

/** Keeps a repository that the directory lies in from taking its secrets; a file that is there is left as it is. */
async function keepOutOfGit(directory: string): Promise<void> {
  const path = join(directory, '.gitignore');
  if (!existsSync(path)) await writeFile(path, '*\n', { mode: PRIVATE_FILE });
}

/**
 * An empty file that SQLite makes a database of; it gives its other files the same rights. One that exists is not
 * opened: closing it would end the locks that this process may hold on it.
 */
async function createPrivate(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', PRIVATE_FILE)).close();
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** Says which directory could not be read or written, and what that means. */
export async function failing<T>(directory: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorError(
      'data_failed',
      `The data directory ${directory} can't be used: ${reason}. Choose one that this user can write to, on a disk with free space.`,
      { cause },
    );
  }
}
