import { EmulatorError } from '../shared/emulator-error.ts';

/** The database that Node has built in. Loaded when it is needed: Node 20 has none, and needs none for anything else. */
export function sqlite(): typeof import('node:sqlite') {
  const found = process.getBuiltinModule('node:sqlite');
  if (found) return found;
  throw new EmulatorError(
    'data_unsupported',
    `A data directory needs Node 22.13 or newer, whose built-in SQLite keeps the state; this is ${process.version}. Update Node, or leave \`data\` (--data) out: everything else works here.`,
  );
}

/** What SQLite's primary result codes mean to us. */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Whether somebody else has the database. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY;
}

/** Whether the file is no database, or no longer a whole one. */
export function isCorrupt(error: unknown): boolean {
  const code = resultCode(error);
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** The primary code: extended ones have more bits. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}
