import { VortexTokenError } from '../errors.ts';
import type { ExpiresIn } from './types.ts';

const DEFAULT_SECONDS = 30 * 86_400;
const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };
/** 9999-12-31T23:59:59Z: later dates have no ISO form of four digits, and no reader expects one. */
const LATEST = 253_402_300_799;

/**
 * The second at which a token made at `now` ends (protocol §2.2).
 *
 * @param now - Seconds since 1970.
 * @param expiresIn - See {@link ExpiresIn}; `undefined` is 30 days.
 * @throws {VortexTokenError} `invalid_expires_in`, showing the accepted forms.
 */
export function expiryAt(now: number, expiresIn: ExpiresIn | undefined): number {
  if (expiresIn === undefined) return now + DEFAULT_SECONDS;
  const expiry = isDate(expiresIn) ? Math.floor(Number(expiresIn) / 1000) : now + seconds(expiresIn);
  if (Number.isNaN(expiry)) throw refused(expiresIn, 'is not a valid date');
  if (expiry <= now) throw refused(expiresIn, 'is not in the future');
  if (expiry > LATEST) throw refused(expiresIn, 'ends after the year 9999');
  return expiry;
}

function seconds(expiresIn: string | number): number {
  if (typeof expiresIn === 'number') {
    if (!Number.isInteger(expiresIn) || expiresIn <= 0) throw refused(expiresIn, 'is not a positive whole number');
    return expiresIn;
  }
  const [, count, unit = ''] = (typeof expiresIn === 'string' && /^(\d+)([mhd])$/.exec(expiresIn)) || [];
  if (count === undefined) throw refused(expiresIn, 'is not a duration');
  const duration = Number(count) * (UNIT_SECONDS[unit] ?? 0);
  if (duration === 0) throw refused(expiresIn, 'is no time at all');
  return duration;
}

function isDate(value: unknown): value is Date {
  // By tag: a test runner's sandbox has a Date of its own.
  return Object.prototype.toString.call(value) === '[object Date]';
}

function refused(value: unknown, why: string): VortexTokenError {
  return new VortexTokenError(
    'invalid_expires_in',
    `expiresIn ${describe(value)} ${why}. Give minutes, hours or days such as '5m', '1h' or '7d', a positive whole number of seconds, or a Date in the future, up to the year 9999.`,
  );
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number') return String(value);
  if (isDate(value)) return Number.isNaN(Number(value)) ? '(a Date)' : value.toISOString();
  return value === null ? 'null' : `(of type ${Array.isArray(value) ? 'array' : typeof value})`;
}
