import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { CommandError, EXIT, type Terminal } from '../shell/terminal.ts';

/** The variables that the app will see, and where they were found. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  /** The files that were read. */
  readonly files: readonly string[];
  /** The file a variable comes from; `undefined` for one of the process's own environment, or an unset one. */
  readonly fileOf: (name: string) => string | undefined;
}

/** Stronger ones first, as frameworks read them. */
const USUAL_FILES = ['.env.development.local', '.env.local', '.env.development', '.env'];

/** This process's environment, and below it that of the files given, else of the usual ones in the current folder. */
export function readEnvironment({ env, cwd }: Terminal, chosen: readonly string[] | undefined): Environment {
  const files = chosen ?? USUAL_FILES.filter((file) => existsSync(resolve(cwd, file)));
  const variables: Record<string, string> = {};
  const sources = new Map<string, string>();
  for (const file of [undefined, ...files]) {
    for (const [name, value] of Object.entries(file === undefined ? env : readFile(cwd, file))) {
      // An empty one counts as not set, as everywhere in these packages.
      if (!value || Object.hasOwn(variables, name)) continue;
      variables[name] = value;
      if (file !== undefined) sources.set(name, file);
    }
  }
  return { variables, files, fileOf: (name) => sources.get(name) };
}

function readFile(cwd: string, path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(resolve(cwd, path), 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${path} can't be read: ${reason}.`, EXIT.usage, { cause });
  }
}
