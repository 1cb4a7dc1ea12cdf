import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandError, EXIT } from '../shell/terminal.ts';

/** The variables that an app finds an emulator by. */
export type Variables = Readonly<Record<'VORTEX_API_BASE_URL' | 'VORTEX_API_KEY' | 'VORTEX_WEBHOOK_SECRET', string>>;

/**
 * Sets variables in a file of the form of `.env`; everything else in it stays as it is.
 *
 * @returns The names that were changed.
 */
export function writeVariables(cwd: string, file: string, variables: Variables, force: boolean): string[] {
  const path = resolve(cwd, file);
  try {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const set = parseEnv(before);
    const changes = Object.entries(variables).filter(([name, value]) => set[name] !== value);
    const taken = changes.filter(([name]) => set[name]).map(([name]) => name);
    if (taken.length > 0 && !force) {
      throw new CommandError(
        `${file} sets ${taken.join(' and ')} to another value. Remove ${taken.length === 1 ? 'it' : 'them'} first, or pass --force to overwrite.`,
      );
    }
    if (changes.length > 0) writeFileSync(path, changes.reduce(withVariable, before));
    return changes.map(([name]) => name);
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${file} can't be written: ${reason}.`, EXIT.usage, { cause });
  }
}

/** Replaces the line that sets a variable, or adds one at the end. */
function withVariable(text: string, [name, value]: readonly [string, string]): string {
  const line = `${name}=${value}`;
  const there = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=.*$`, 'gm');
  const last = [...text.matchAll(there)].at(-1);
  if (last) return `${text.slice(0, last.index)}${line}${text.slice(last.index + last[0].length)}`;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
