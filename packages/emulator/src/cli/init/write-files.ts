import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file to write, by its path below the project's folder, with slashes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/** What became of it. */
export interface FileResult {
  readonly path: string;
  readonly written: boolean;
}

/** Writes what is not there yet. What is there stays as it is, whatever it may be. */
export async function writeFiles(folder: string, files: readonly NewFile[]): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const { path, content } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    results.push({ path, written: await writeNew(target, content) });
  }
  return results;
}

async function writeNew(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
