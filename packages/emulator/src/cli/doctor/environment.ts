import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { CommandError, EXIT } from '../terminal.ts';

/** The variables that the app will see, and where they were found. */
export interface Environment {
  readonly variables: Readonly<Record<string, string>>;
  /** The files that were read. */
  readonly files: readonly string[];
}

/** Stronger ones first, as frameworks read them. */
const USUAL_FILES = ['.env.development.local', '.env.local', '.env.development', '.env'];

/** This process's environment, and below it that of the files given, else of the usual ones in the current folder. */
export function readEnvironment(chosen: readonly string[] | undefined): Environment {
  const files = chosen ?? USUAL_FILES.filter((file) => existsSync(file));
  const variables: Record<string, string> = {};
  for (const found of [process.env, ...files.map(readFile)]) {
    for (const [name, value] of Object.entries(found)) {
      // An empty one counts as not set, as everywhere in these packages.
      if (value) variables[name] ??= value;
    }
  }
  return { variables, files };
}

function readFile(path: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${path} can't be read: ${reason}.`, EXIT.usage, { cause });
  }
}
