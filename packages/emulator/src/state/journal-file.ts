import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { journalName, PRIVATE_FILE, syncDirectory } from './files.ts';
import { encodeBatch, HEADER, type Line } from './lines.ts';

/**
 * Milliseconds to wait for the disk. What was handed to the system survives the process, though not a power cut; a slow
 * disk must not hold the next batch back for so long that it would be lost with the process.
 */
const LONGEST_SYNC = 300;

/** One journal, open at its end. One call at a time. */
export class JournalFile {
  readonly #handle: FileHandle;
  #length: number;
  /** Something may stand behind the good part. */
  #torn: boolean;

  private constructor(handle: FileHandle, length: number) {
    this.#handle = handle;
    this.#length = length;
    this.#torn = length > 0;
  }

  /** @param length - Where its good part ends: 0 for one that is new, or has not even a header. */
  static async open(directory: string, generation: number, length = 0): Promise<JournalFile> {
    const handle = await open(join(directory, journalName(generation)), 'a', PRIVATE_FILE);
    const file = new JournalFile(handle, length);
    try {
      if (length === 0) {
        await handle.truncate(0);
        await file.#write(HEADER);
        await syncDirectory(directory);
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    return file;
  }

  get length(): number {
    return this.#length;
  }

  /** Writes one batch, all of it or nothing, and waits for the disk, though not for ever. */
  append(lines: readonly Line[]): Promise<void> {
    return this.#write(encodeBatch(lines));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #write(bytes: Buffer): Promise<void> {
    if (this.#torn) await this.#handle.truncate(this.#length);
    this.#torn = true;
    await this.#handle.appendFile(bytes);
    await Promise.race([this.#handle.datasync(), setTimeout(LONGEST_SYNC, undefined, { ref: false })]);
    this.#length += bytes.length;
    this.#torn = false;
  }
}
