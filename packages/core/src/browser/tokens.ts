import type { VortexTokenContext } from '../routes/token-context.ts';
import { readClaims } from './claims.ts';
import { stopwatch } from './clock.ts';
import type { PageRequestOptions, VortexPageOptions } from './options.ts';
import { VortexPageError } from './page-error.ts';
import type { PageCall } from './request.ts';

/** The kind of token: `jwt` is the older one. */
export type TokenKind = 'token' | 'jwt';

/** The state of a token at one moment. Each change makes a new object. */
export interface VortexTokenState {
  /** The token, while it can be used. An expired one is kept until the first attempt to renew it has failed. */
  readonly token?: string | undefined;
  /** Why there is no token, or no newer one. */
  readonly error?: VortexPageError | undefined;
  /** Whether a token is being requested. */
  readonly pending: boolean;
}

/** Options of a single call for a token. */
export interface TokenRequestOptions extends PageRequestOptions {
  /**
   * Request a new token even if one is kept or being requested, for example after a sign-in. Calls at the same moment
   * share one request. Default: `false`.
   */
  readonly fresh?: boolean | undefined;
}

/**
 * A token for one context: kept, renewed shortly before it expires, and requested once for all callers that wait for
 * it.
 */
export interface VortexPageToken {
  /** The current state. */
  readonly state: VortexTokenState;
  /** Returns the token; requests one if none is kept. */
  get(options?: TokenRequestOptions): Promise<string>;
  /**
   * Takes a token that arrived another way, such as with the page. It replaces one that is being requested. If it has
   * expired by this machine's clock, watchers keep it until the first attempt to renew it has ended.
   */
  keep(token: string): void;
  /**
   * Keeps the token fresh while somebody watches, and reports every change from now on. It is renewed before it
   * expires, when the user returns to the page, after sleep and when the network is back. The current state is in
   * `state`.
   *
   * @returns A function that stops watching.
   */
  watch(listener: (state: VortexTokenState) => void): () => void;
  /**
   * Forgets the token, for example after a sign-out. The next one is requested by `get`, or when the user returns to
   * the page.
   */
  clear(): void;
}

const MINUTE = 60_000;
/** Returning to the page after a failure repeats the request, but not sooner than this. */
const PAUSE = 5000;

/** The dates of a token, in seconds. Tokens of the older kind have the signing date in their header. */
type Dates = { readonly [Date in 'exp' | 'expires' | 'iat']: number };

/**
 * @param call - Reaches the routes.
 * @param key - The kind and the context, as JSON.
 */
export function tokenKeeper(
  call: PageCall,
  key: string,
  { backoff = (failed) => (failed < 5 ? 1000 << failed : 0), renewAfter }: VortexPageOptions,
): VortexPageToken {
  const now = stopwatch();
  const [kind, context]: [TokenKind, VortexTokenContext?] = JSON.parse(key);
  let token: string | undefined;
  let error: VortexPageError | undefined;
  let state: VortexTokenState;
  let watchers: ((state: VortexTokenState) => unknown)[] = [];
  /** The request under way, and when it was sent. A newer request makes its response void. */
  let asking: { at?: number } | undefined;
  /** When to send the next request: before the token expires, or some time after a failure. */
  let renewAt = 0;
  let usableUntil = 0;
  /** By how much the server's clock is ahead of this one: known once it has signed a token on request. */
  let ahead = 0;
  let timer: ReturnType<typeof setTimeout>;

  const usable = (): string | undefined => (now() < usableUntil ? token : undefined);

  function report(): void {
    state = { token, error, pending: !!asking };
    for (const watcher of watchers) watcher(state);
  }

  /**
   * Sends a request when it is due. A timer sleeps with the machine and is late afterwards, so the clock is read once a
   * minute.
   */
  function look(): void {
    clearTimeout(timer);
    if (!watchers.length || asking) return;
    const wait = renewAt - now();
    if (wait > 0) timer = setTimeout(look, Math.min(wait, MINUTE));
    else renew();
  }

  function listen(how: 'addEventListener' | 'removeEventListener'): void {
    // The document's events bubble to the window. Without either, nobody returns to the page.
    for (const name of ['visibilitychange', 'online', 'focus']) globalThis[how]?.(name, look);
  }

  /** Ends the request under way. Without a token, nothing is requested until somebody calls or returns to the page. */
  function settle(failure?: VortexPageError, shown = usable()): void {
    asking = undefined;
    clearTimeout(timer);
    error = failure;
    token = shown;
    report();
    if (token) look();
  }

  function accept(accepted: string, asked?: number): void {
    const { exp, expires = exp, iat } = { ...readClaims(accepted, 0), ...readClaims(accepted) } as Dates;
    // By how long the token has been here, not by its dates: this clock may be wrong. Only the age of a token that
    // arrived another way is in its date.
    if (asked) ahead = iat * 1000 - asked;
    const since = Math.min(iat * 1000 - ahead || Infinity, asked ?? now());
    const dated = expires * 1000 - iat * 1000;
    const life = dated > PAUSE ? dated : MINUTE;
    // Zero or less would repeat the request without end.
    renewAt = since + Math.min(life * 0.9, (renewAfter as number) > 0 ? (renewAfter as number) : life);
    usableUntil = since + life * 0.95;
    // Even if it seems to have expired: it is on the page already, and stays until the first attempt to renew it.
    settle(undefined, accepted);
  }

  function fail(failure: VortexPageError, asked = 0): void {
    // A token that is still valid gets one more attempt when it expires.
    renewAt = Math.max(usableUntil, now() + asked, now() + PAUSE);
    settle(failure);
  }

  async function attempt(mine: { at?: number }, failed = 0): Promise<void> {
    // Calls at the same moment come before the request.
    await undefined;
    if (mine !== asking) return;
    mine.at = now();
    try {
      const given = await call(`POST ${kind}`, [], { body: context && { context } });
      if (mine === asking) accept(given, mine.at);
    } catch (caught) {
      if (mine !== asking) return;
      const { code, status, retryAfter = 0 } = caught as VortexPageError;
      const asked = retryAfter * 1000;
      let delay = 0;
      // A lasting failure, or an error that is not the request's.
      if (!code || ((status as number) < 500 && status !== 429)) usableUntil = 0;
      else if (asked <= MINUTE) delay = backoff(failed) as number;
      // Infinity leaves no remainder, and a timer would take that for no wait at all.
      if (!(delay % 1e9 > 0)) return fail(caught as VortexPageError, asked);
      if (token !== usable()) {
        token = usable();
        report();
      }
      await new Promise((done) => setTimeout(done, Math.max(delay / (1 + Math.random()), asked)));
      return attempt(mine, failed + 1);
    }
  }

  /** @param fresh - Whether a request already sent will not do. */
  function renew(fresh?: boolean): void {
    if (asking && !(fresh && asking.at)) return;
    asking = {};
    // An error thrown by a backoff is not a reason to retry.
    attempt(asking).catch(fail);
    report();
  }

  function watch(listener: (state: VortexTokenState) => void): () => void {
    // A promise of its own for each call. An error thrown here is not ours: it becomes an unhandled rejection like any
    // other.
    const watcher = async (next: VortexTokenState): Promise<void> => listener(next);
    watchers = [...watchers, watcher];
    listen('addEventListener');
    look();
    return () => {
      watchers = watchers.filter((one) => one !== watcher);
      if (watchers.length) return;
      listen('removeEventListener');
      look();
    };
  }

  report();
  return {
    get state() {
      if (!(watchers.length || asking || token === usable())) settle(error);
      return state;
    },
    async get({ fresh, signal } = {}) {
      if (!fresh && usable()) {
        if (renewAt < now()) renew();
        return token as string;
      }
      if (error?.retryAfter && now() < renewAt) throw error;
      return new Promise((resolve, reject) => {
        const abort = (): void => reject(new VortexPageError('aborted'));
        if (signal?.aborted) return abort();
        signal?.addEventListener('abort', abort);
        renew(fresh);
        const stop = watch(() => {
          if (asking) return;
          stop();
          signal?.removeEventListener('abort', abort);
          if (error) reject(error);
          else if (token) resolve(token);
          else abort();
        });
      });
    },
    keep(given) {
      if (token !== given) accept(given);
    },
    watch,
    clear() {
      renewAt = 0;
      usableUntil = 0;
      settle();
    },
  };
}
