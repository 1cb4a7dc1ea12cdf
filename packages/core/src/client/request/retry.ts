import { errorCodes } from './error-codes.ts';

/** The shortest of the waits before the first repetition, in milliseconds; they double from there. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

/** How an attempt failed. */
export interface AttemptFailure {
  /** The answer's; `undefined` where there was none. */
  readonly status: number | undefined;
  /** For how long the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the server may have got the request. */
  readonly connected: boolean;
}

/** Whether the server may have acted on an attempt although it failed: no answer, 408 or 5xx. */
export function mayHaveActed({ status, connected }: AttemptFailure): boolean {
  return connected && (status === undefined || status === 408 || (status >= 500 && status <= 599));
}

/**
 * Whether an attempt may be repeated. GET and DELETE after broken connections, 408, 429 and 5xx; POST only where it
 * can't have been executed: never connected, 429, or 503 with `Retry-After`.
 */
export function mayRepeat(method: string, failure: AttemptFailure): boolean {
  const { status, retryAfterMs, connected } = failure;
  if (!connected || status === 429) return true;
  if (method === 'GET' || method === 'DELETE') return mayHaveActed(failure);
  return status === 503 && retryAfterMs !== undefined;
}

/** The codes runtimes give when no connection came about. Bun has words where Node has errno names. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket)$/;

/** Whether a connection came about, going by what `fetch` threw. */
export function hadConnection(error: unknown): boolean {
  return !errorCodes(error).some((code) => NEVER_CONNECTED.test(code));
}

/**
 * How long to wait before the next attempt, in milliseconds: 250-500, 500-1000, 1000-2000, … up to 8 s, and never less
 * than the server asked for.
 *
 * @param attempt - Which attempt has failed, from 1.
 */
export function waitBeforeRepeat(attempt: number, { retryAfterMs: asked }: AttemptFailure): number {
  const shortest = Math.min(LONGEST_WAIT_MS / 2, FIRST_WAIT_MS * 2 ** (attempt - 1));
  const jitter = Math.random() * shortest;
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
