import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError, EXIT, type Terminal } from './terminal.ts';

/** The bytes of a file, exactly as they are; without a name, or with `-`, those of standard input. */
export async function readInput(file: string | undefined, what: string, terminal: Terminal): Promise<Uint8Array> {
  if (file === undefined || file === '-') return readStandardInput(what, terminal);
  try {
    return await readFile(resolve(terminal.cwd, file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${what} can't be read: ${reason}.`, EXIT.usage, { cause });
  }
}

async function readStandardInput(what: string, { input, keyboard, error }: Terminal): Promise<Uint8Array> {
  if (keyboard) error(`Reading ${what} from the keyboard; Ctrl-D ends it.\n`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of input) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** A token as an argument, or from standard input, with the whitespace that a copied line has. */
export async function readToken(argument: string | undefined, terminal: Terminal): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument.trim();
  return new TextDecoder().decode(await readInput(undefined, 'the token', terminal)).trim();
}
