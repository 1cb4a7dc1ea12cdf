import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EmulatorError } from '../shared/emulator-error.ts';
import { LOCK, PRIVATE_FILE, TAKEOVER } from './files.ts';

/** Who holds a directory. */
interface Owner {
  readonly pid: number;
  /** When that process was started, where the system tells: ids are given out again, in containers above all. */
  readonly started: string | null;
}

/** Milliseconds between looks at a lock that somebody else is busy with. */
const PAUSE = 50;
/** Milliseconds after which somebody who was busy with a lock is taken for dead. */
const GIVEN_UP = 3_000;

/**
 * Takes a directory for this emulator alone. A lock whose process is gone is taken over.
 *
 * @returns How to give it back.
 * @throws {EmulatorError} `data_in_use`.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, LOCK);
  const mine = JSON.stringify({ pid: process.pid, started: (await processOf(process.pid))?.started ?? null });
  while (!(await create(path, mine))) {
    const owner = await ownerOf(path);
    if (owner && (await isAlive(owner))) throw inUse(directory, owner);
    await removeStale(path);
  }
  return () => rm(path, { force: true });
}

/** Makes a file that must not exist yet; says whether it could. */
async function create(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: PRIVATE_FILE });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that is gone. Several may find it at once, so only one looks again and removes it: else
 * the second would remove the lock that the first has put in its place.
 */
async function removeStale(path: string): Promise<void> {
  const busy = join(dirname(path), TAKEOVER);
  if (!(await create(busy, ''))) {
    await setTimeout(PAUSE);
    if (Date.now() - (await changedAt(busy)) > GIVEN_UP) await rm(busy, { force: true });
    return;
  }
  try {
    const owner = await ownerOf(path);
    if (!owner || !(await isAlive(owner))) await rm(path, { force: true });
  } finally {
    await rm(busy, { force: true });
  }
}

async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return Date.now();
    throw error;
  }
}

/** Who holds a lock; `undefined` when it has been given back, or says nothing because its process died writing it. */
async function ownerOf(path: string): Promise<Owner | undefined> {
  for (let look = 0; look < 10; look++) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    const owner = parsed(text);
    if (owner) return owner;
    // It may be about to be written.
    await setTimeout(PAUSE);
  }
  return undefined;
}

function parsed(text: string): Owner | undefined {
  try {
    const { pid, started }: Partial<Owner> = JSON.parse(text);
    return typeof pid === 'number' ? { pid, started: started ?? null } : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive({ pid, started }: Owner): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It exists, and belongs to somebody else.
    if (!isCode(error, 'EPERM')) return false;
  }
  const found = await processOf(pid);
  return found === undefined || (found.alive && (started === null || found.started === started));
}

/** What Linux tells of a process; `undefined` elsewhere. */
async function processOf(pid: number): Promise<{ readonly alive: boolean; readonly started: string } | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name before it, in brackets, may hold anything; the state is the third field, the start the twenty-second.
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  return state && started ? { alive: !/[ZX]/.test(state), started } : undefined;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function inUse(directory: string, { pid }: Owner): EmulatorError {
  const who = pid === process.pid ? 'this process' : `process ${pid}`;
  return new EmulatorError(
    'data_in_use',
    `The data directory ${directory} is in use by another emulator (${who}). Stop that one, or choose another directory: each emulator needs its own.`,
  );
}
