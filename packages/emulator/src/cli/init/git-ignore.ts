import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How it stands with git and `.env`: it was ignored `already`; a line was `added` to `.gitignore`; git has it as a
 * `tracked` file, which no line changes; or the line was needed and adding it `failed`.
 */
export type EnvIgnored = 'already' | 'added' | 'tracked' | 'failed';

/** Makes git ignore `.env`, in a folder that is, or may become, part of a repository. */
export async function ignoreEnv(folder: string, dryRun: boolean): Promise<EnvIgnored> {
  const tracked = (await git(folder, 'ls-files', '--error-unmatch', '.env')) === 0;
  const ignored = await isIgnored(folder);
  if (!ignored && !dryRun && !(await addLine(join(folder, '.gitignore'))) && !tracked) return 'failed';
  if (tracked) return 'tracked';
  return ignored ? 'already' : 'added';
}

async function isIgnored(folder: string): Promise<boolean> {
  const code = await git(folder, 'check-ignore', '--quiet', '--no-index', '.env');
  if (code === 0 || code === 1) return code === 0;
  // No git, or no repository yet.
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
  return text.split(/\r?\n/).some((line) => /^\/?(\*?\.env|\.env\*)\s*$/.test(line));
}

/** Adds `.env` at the end, where nothing before it can take it back; says whether it could. */
async function addLine(path: string): Promise<boolean> {
  try {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    await appendFile(path, `${text === '' || text.endsWith('\n') ? '' : end}.env${end}`);
    return true;
  } catch {
    return false;
  }
}

/** Git's exit code; `undefined` where there is no git. */
function git(folder: string, ...args: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd: folder }, (error) => {
      if (!error) resolve(0);
      else resolve(typeof error.code === 'number' ? error.code : undefined);
    });
  });
}
