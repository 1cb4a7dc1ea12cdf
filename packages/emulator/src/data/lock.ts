import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EmulatorError } from '../emulator-error.ts';
import { LOCK, PRIVATE_FILE } from './files.ts';

/** Who holds a directory. */
interface Owner {
  readonly pid: number;
  /** When that process was started, where the system tells: ids are given out again, in containers above all. */
  readonly started: string | null;
}

/**
 * Takes a directory for this emulator alone. A lock whose process is gone is taken over.
 *
 * @returns How to give it back.
 * @throws {EmulatorError} `data_in_use`.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, LOCK);
  const mine = JSON.stringify({ pid: process.pid, started: (await processOf(process.pid))?.started ?? null });
  for (;;) {
    try {
      await writeFile(path, mine, { flag: 'wx', mode: PRIVATE_FILE });
      return () => rm(path, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const found = await readLock(path);
    if (found === undefined) continue;
    const owner = ownerOf(found);
    if (owner && (await isAlive(owner))) throw inUse(directory, owner);
    await takeAway(directory, found);
  }
}

/** What a lock says; `undefined` when it has just been given back. */
async function readLock(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    if (ownerOf(text)) return text;
    // It may be on its way to being written.
    await setTimeout(200);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Removes the lock of a process that is gone, and no other: somebody else may be doing the same right now. */
async function takeAway(directory: string, stale: string): Promise<void> {
  const path = join(directory, LOCK);
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) === stale) await rm(aside, { force: true });
  else await rename(aside, path);
}

/** A lock that was being written when its process died says nothing. */
function ownerOf(text: string): Owner | undefined {
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
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name before it, in brackets, may hold anything; the state is the third field, the start the twenty-second.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
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
