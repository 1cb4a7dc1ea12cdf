import { errorCodes } from './error-codes.ts';

/** The shortest of the waits before the first repetition, in milliseconds; they double from there. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

/** Why an attempt failed: an answer, or none. */
export type AttemptFailure =
  | { readonly status: number; readonly retryAfterMs: number | undefined }
  | { readonly connection: unknown };

/**
 * Whether an attempt may be repeated. GET and DELETE after broken connections, 408, 429 and 5xx; POST only where it
 * can't have been executed: never connected, 429, or 503 with `Retry-After`.
 */
export function mayRepeat(method: string, failure: AttemptFailure): boolean {
  const harmless = method === 'GET' || method === 'DELETE';
  if ('connection' in failure) return harmless || neverConnected(failure.connection);
  const { status, retryAfterMs } = failure;
  if (status === 429) return true;
  if (harmless) return status === 408 || (status >= 500 && status <= 599);
  return status === 503 && retryAfterMs !== undefined;
}

/** Whether the server may have acted on an attempt although it failed. */
export function mayHaveActed(failure: AttemptFailure): boolean {
  if ('connection' in failure) return !neverConnected(failure.connection);
  return failure.status === 408 || failure.status >= 500;
}

/** The codes runtimes give when no connection came about. Bun has words where Node has errno names. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;

function neverConnected(error: unknown): boolean {
  return errorCodes(error).some((code) => NEVER_CONNECTED.test(code));
}

/**
 * How long to wait before the next attempt, in milliseconds: 250-500, 500-1000, 1000-2000, … up to 8 s, and never less
 * than the server asked for.
 *
 * @param attempt - Which attempt has failed, from 1.
 */
export function waitBeforeRepeat(attempt: number, failure: AttemptFailure): number {
  const shortest = Math.min(LONGEST_WAIT_MS / 2, FIRST_WAIT_MS * 2 ** (attempt - 1));
  const jitter = Math.random() * shortest;
  const asked = 'status' in failure ? failure.retryAfterMs : undefined;
  // Clients that were sent away together shall not come back together.
  return asked === undefined ? shortest + jitter : Math.max(shortest, asked) + Math.min(jitter, 250);
}

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3). `undefined` for none and for nonsense.
 */
export function parseRetryAfter(value: string | null, now: number = Date.now()): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
