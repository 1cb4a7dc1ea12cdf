import { VortexTokenError } from '../errors.ts';
import { refuseUnknown } from '../shared/refuse-unknown.ts';
import { requireRecord } from './json.ts';
import type { GenerateTokenOptions } from './types.ts';

const EXAMPLE = "{ expiresIn: '1h' }";
const DEFAULT_SECONDS = 30 * 86_400;
const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };
/** 9999-12-31T23:59:59Z: later dates have no ISO form of four digits, and no reader expects one. */
const LATEST = 253_402_300_799;

/**
 * The second at which a token made at `now` ends (docs/protocol.md §2.2).
 *
 * @param now - Seconds since 1970.
 * @param options - `expiresIn`; default 30 days.
 * @throws {VortexTokenError} `invalid_expires_in`, showing the accepted forms; `invalid_payload` for options that are not
 *   an object: `'5m'` alone would otherwise be ignored.
 * @throws {VortexConfigError} `invalid_option` for an unknown option: a misspelt one would give a token of 30 days.
 */
export function expiryAt(now: number, options?: GenerateTokenOptions | null): number {
  const given: GenerateTokenOptions = options ?? {};
  requireRecord(given, 'The options', EXAMPLE);
  refuseUnknown(given, { expiresIn: true }, EXAMPLE);
  const { expiresIn = DEFAULT_SECONDS } = given;
  const expiry = isDate(expiresIn) ? Math.floor(Number(expiresIn) / 1000) : now + seconds(expiresIn);
  if (expiry > now && expiry <= LATEST) return expiry;
  throw new VortexTokenError(
    'invalid_expires_in',
    `expiresIn can't be ${shown(expiresIn)}. Give '5m', '1h', '7d', whole seconds or a Date, before the year 10000.`,
  );
}

/** NaN for anything else. */
function seconds(expiresIn: unknown): number {
  if (Number.isInteger(expiresIn)) return expiresIn as number;
  const [, count, unit = ''] = (typeof expiresIn === 'string' && /^(\d+)([mhd])$/.exec(expiresIn)) || [];
  return Number(count) * (UNIT_SECONDS[unit] ?? 0);
}

function isDate(value: unknown): value is Date {
  // By tag: a test runner's sandbox has a Date of its own.
  return Object.prototype.toString.call(value) === '[object Date]';
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  return typeof value === 'number' || isDate(value) ? String(value) : `of type ${typeof value}`;
}
