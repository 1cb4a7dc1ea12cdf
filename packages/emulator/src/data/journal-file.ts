import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { journalName, PRIVATE_FILE, syncDirectory } from './files.ts';
import { encodeBatch, HEADER, type Line } from './lines.ts';

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

  /** Writes one batch, all of it or nothing, and waits until it is on the disk. */
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
    await this.#handle.datasync();
    this.#length += bytes.length;
    this.#torn = false;
  }
}
