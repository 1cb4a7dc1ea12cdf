import { isUnclear, type Reach } from './connection-failure.ts';

/** The shortest of the waits before the first repetition, in milliseconds; they double from there. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

/** How an attempt failed. */
export interface AttemptFailure {
  /** The answer's; `undefined` where there was none. */
  readonly status: number | undefined;
  /** For how long the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** How far the request came; left out where there was an answer. */
  readonly reach?: Reach | undefined;
}

/** Whether the server may have acted on an attempt although it failed: no answer, 408 or 5xx, unless it asks to wait. */
export function mayHaveActed(failure: AttemptFailure): boolean {
  const { status, reach } = failure;
  if (status === undefined) return isUnclear(reach);
  return (status === 408 || (status >= 500 && status <= 599)) && !wasSentAway(failure);
}

/** 429, and 503 with `Retry-After`: the server has done nothing, and says when to come again. */
function wasSentAway({ status, retryAfterMs }: AttemptFailure): boolean {
  return status === 429 || (status === 503 && retryAfterMs !== undefined);
}

/**
 * Whether an attempt may be repeated. GET and DELETE after broken connections, 408, 429 and 5xx; POST only where it
 * can't have been executed: never connected, 429, or 503 with `Retry-After`. Nothing that fails the same way every time.
 */
export function mayRepeat(method: string, failure: AttemptFailure): boolean {
  if (failure.reach === 'unsent' || wasSentAway(failure)) return true;
  if (failure.reach === 'unclear-barred') return false;
  return (method === 'GET' || method === 'DELETE') && mayHaveActed(failure);
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
export function parseRetryAfter(value: string | null, now?: number): number | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - (now ?? Date.now()));
}
