import type { VortexTokenContext } from '../routes/token-context.ts';
import { readClaims } from './claims.ts';
import { stopwatch } from './clock.ts';
import type { PageRequestOptions, VortexPageOptions } from './options.ts';
import { VortexPageError } from './page-error.ts';
import type { PageCall } from './request.ts';

/** Which kind of token: `jwt` is the older one. */
export type TokenKind = 'token' | 'jwt';

/** What is known of a token at a moment. A new object whenever something changes. */
export interface VortexTokenState {
  /** The token, while it can be used; an ended one only until the first attempt at another has failed. */
  readonly token?: string | undefined;
  /** Why there is none, or none newer. */
  readonly error?: VortexPageError | undefined;
  /** Whether one is being asked for. */
  readonly pending: boolean;
}

/** One call for a token. */
export interface TokenRequestOptions extends PageRequestOptions {
  /**
   * Ask for a new one, whatever is kept and whatever is under way, as after a sign-in. Calls at the same moment share it.
   * Default: `false`.
   */
  readonly fresh?: boolean | undefined;
}

/** A token for one context: kept, renewed shortly before its end, and asked for once however many wait for it. */
export interface VortexPageToken {
  /** How things stand. */
  readonly state: VortexTokenState;
  /** The token; asks for one where none is kept. */
  get(options?: TokenRequestOptions): Promise<string>;
  /** Takes a token that came another way, such as with the page, instead of one that is being requested. */
  keep(token: string): void;
  /**
   * Keeps the token fresh for as long as somebody watches, and reports every change from now on: before its end, when
   * somebody comes back to the page, after sleep and when the network is back. How things stand already is in `state`.
   *
   * @returns Stops watching.
   */
  watch(listener: (state: VortexTokenState) => void): () => void;
  /** Forgets the token, as after a sign-out. The next is asked for by `get`, or when somebody comes back to the page. */
  clear(): void;
}

const MINUTE = 60_000;
/** Coming back to the page after a failure asks again, but not sooner than this. */
const PAUSE = 5000;

/** The dates of a token, in seconds: when it was signed is in the header of the older kind. */
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
  /** What is being asked, and when it was sent. Another one makes its answer void. */
  let asking: { at?: number } | undefined;
  /** When to ask next: before the token's end, or some time after a failure. */
  let renewAt = 0;
  let usableUntil = 0;
  let timer: ReturnType<typeof setTimeout>;

  const usable = (): string | undefined => (now() < usableUntil ? token : undefined);

  function report(): void {
    state = { token, error, pending: !!asking };
    for (const watcher of watchers) watcher(state);
  }

  /** Asks if it is time. A timer sleeps with the machine and is late then, so the clock is looked at once a minute. */
  function look(): void {
    clearTimeout(timer);
    if (!watchers.length || asking) return;
    const wait = renewAt - now();
    if (wait > 0) timer = setTimeout(look, Math.min(wait, MINUTE));
    else renew();
  }

  function listen(how: 'addEventListener' | 'removeEventListener'): void {
    // The document's events come up to the window. Where there is neither, nobody comes back.
    for (const name of ['focus', 'online', 'visibilitychange']) globalThis[how]?.(name, look);
  }

  /** The end of what is being asked. Without a token, nothing is until somebody asks or comes back. */
  function settle(failure?: VortexPageError): void {
    asking = undefined;
    error = failure;
    clearTimeout(timer);
    token = usable();
    report();
    if (token) look();
  }

  function accept(accepted: string, asked?: number): void {
    const { exp, expires = exp, iat } = { ...readClaims(accepted, 0), ...readClaims(accepted) } as Dates;
    // One that comes with a page from a cache is older by its date. A date ahead of this clock says nothing.
    const since = asked ?? now() - Math.max(Date.now() - iat * 1000 || 0, 0);
    // By how long it has been here, not by its dates: one of the two clocks may be wrong.
    const life = Math.max((expires - iat) * 1000 || MINUTE, PAUSE);
    // Zero or less would ask without end.
    renewAt = since + Math.min(life * 0.9, (renewAfter as number) > 0 ? (renewAfter as number) : life);
    usableUntil = since + life * 0.95;
    token = accepted;
    settle();
  }

  function fail(failure: VortexPageError, asked = 0): void {
    // A token that lives on has one more try when it ends.
    renewAt = Math.max(now() + PAUSE, now() + asked, usableUntil);
    settle(failure);
  }

  async function attempt(mine: { at?: number }, failed = 0): Promise<void> {
    // Calls at the same moment come before the request.
    await undefined;
    if (mine !== asking) return;
    mine.at = now();
    try {
      const given = await call(`POST ${kind}`, [], context ? { body: { context } } : {});
      if (mine === asking) accept(given, mine.at);
    } catch (caught) {
      if (mine !== asking) return;
      const { code, status, retryAfter = 0 } = caught as VortexPageError;
      const passing = code && (!status || status === 429 || status > 499);
      const asked = retryAfter * 1000;
      const delay = (passing && asked <= MINUTE && backoff(failed)) as number;
      if (!passing) usableUntil = 0;
      // Infinity leaves no remainder: a timer would take it for no wait at all.
      if (!(delay % 1e9 > 0)) return fail(caught as VortexPageError, asked);
      if (token !== usable()) {
        token = undefined;
        report();
      }
      await new Promise((done) => setTimeout(done, Math.max(delay / (1 + Math.random()), asked)));
      return attempt(mine, failed + 1);
    }
  }

  /** @param fresh - What has been sent will not do. */
  function renew(fresh?: boolean): void {
    if (asking && !(fresh && asking.at)) return;
    asking = {};
    // What a backoff throws is no failure to try again after.
    attempt(asking).catch(fail);
    report();
  }

  function watch(listener: (state: VortexTokenState) => void): () => void {
    // One of its own for each call. What it throws is no failure of ours: an unhandled rejection, as of any other.
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
        if (now() >= renewAt) renew();
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
