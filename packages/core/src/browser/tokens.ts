import type { VortexTokenContext } from '../routes/token-context.ts';
import { datesOf } from './claims.ts';
import type { PageRequestOptions, VortexPageOptions } from './options.ts';
import { VortexPageError } from './page-error.ts';
import type { PageCall } from './request.ts';

/** Which kind of token: `jwt` is the older one. */
export type TokenKind = 'token' | 'jwt';

/** What is known of a token at a moment. A new object whenever something changes. */
export interface VortexTokenState {
  /** The token, while it can be used. */
  readonly token?: string | undefined;
  /** Why there is none, or none newer. */
  readonly error?: VortexPageError | undefined;
  /** Whether one is being asked for. */
  readonly pending: boolean;
}

/** One call for a token. */
export interface TokenRequestOptions extends PageRequestOptions {
  /** Ask for a new one, whatever is kept. Default: `false`. */
  readonly fresh?: boolean | undefined;
}

/** A token for one context: kept, renewed shortly before its end, and asked for once however many wait for it. */
export interface VortexPageToken {
  /** How things stand. */
  readonly state: VortexTokenState;
  /** The token; asks for one where none is kept. */
  get(options?: TokenRequestOptions): Promise<string>;
  /** Takes a token that came another way, such as with the page. */
  keep(token: string): void;
  /**
   * Keeps the token fresh for as long as somebody watches, and reports every change: before its end, when somebody comes
   * back to the page, after sleep and when the network is back.
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
/** When somebody comes back to the page, or the page to the network. */
const WAKING = ['focus', 'online', 'visibilitychange'];

/** Waits of 1, 2, 4, 8 and 16 s, then the end. */
const doubling = (attempt: number): number | undefined => (attempt < 5 ? 1000 * 2 ** attempt : undefined);

/** @param call - Reaches the routes. */
export function tokenKeeper(
  call: PageCall,
  kind: TokenKind,
  context: VortexTokenContext | undefined,
  { backoff = doubling, renewAfter = Number.POSITIVE_INFINITY }: VortexPageOptions,
): VortexPageToken {
  let watchers: ((state: VortexTokenState) => void)[] = [];
  let state: VortexTokenState = { pending: false };
  let asking: Promise<string> | undefined;
  /** Another number since the token was cleared: what was asked for before is for somebody else. */
  let round = 0;
  /** When to ask next: before the token's end, or some time after a failure. */
  let renewAt = 0;
  let usableUntil = 0;
  let timer: ReturnType<typeof setTimeout>;

  function become(next: VortexTokenState): void {
    state = next;
    for (const tell of watchers) tell(next);
  }

  /** Asks if it is time. A timer sleeps with the machine and is late then, so the clock is looked at once a minute. */
  function look(): void {
    clearTimeout(timer);
    if (!watchers.length || asking) return;
    const wait = renewAt - Date.now();
    if (wait > 0) timer = setTimeout(look, Math.min(wait, MINUTE));
    else renew();
  }

  function listen(how: 'addEventListener' | 'removeEventListener'): void {
    // The document's events pass the window on their way down. Where there is neither, nobody comes back.
    for (const name of WAKING) globalThis[how]?.(name, look, true);
  }

  function accept(token: string, since: number): string {
    // By how long it has been here, not by its dates: one of the two clocks may be wrong.
    const life = Math.max(datesOf(token).life || MINUTE, PAUSE);
    const margin = Math.min(life / 5, MINUTE);
    // Zero or less would ask without end.
    renewAt = since + Math.min(life - margin, renewAfter > 0 ? renewAfter : life);
    usableUntil = since + life - margin / 2;
    become({ token, pending: false });
    look();
    return token;
  }

  async function attempts(mine: number): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const since = Date.now();
      try {
        const reply: { [Kind in TokenKind]?: string } = await call(
          `POST ${kind}`,
          [],
          context && { body: { context } },
        );
        const token = reply[kind];
        // Somebody else's by now, or none.
        if (mine !== round || !token) {
          throw new VortexPageError(token ? 'aborted' : 'invalid_response', `${kind} ${token ? 'cleared' : 'missing'}`);
        }
        asking = undefined;
        return accept(token, since);
      } catch (caught) {
        const error = caught as VortexPageError;
        if (mine !== round) throw error;
        const { status, retryAfter = 0 } = error;
        const passing = !status || status === 429 || status > 499;
        const asked = retryAfter * 1000;
        const delay = passing && asked <= MINUTE && backoff(attempt);
        if (!delay) {
          asking = undefined;
          renewAt = Date.now() + Math.max(PAUSE, asked);
          become({ token: passing && Date.now() < usableUntil ? state.token : undefined, error, pending: false });
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, Math.max(delay * (1 - Math.random() / 2), asked)));
      }
    }
  }

  function renew(): Promise<string> {
    if (!asking) {
      clearTimeout(timer);
      asking = attempts(round);
      // Who watches is told by the state.
      asking.catch(() => {});
      become({ ...state, pending: true });
    }
    return asking;
  }

  return {
    get state() {
      return state;
    },
    async get({ fresh, signal } = {}) {
      const now = Date.now();
      const { token, error } = state;
      if (!fresh && token && now < usableUntil) {
        if (now >= renewAt) renew();
        return token;
      }
      if (error?.retryAfter && now < renewAt) throw error;
      const work = renew();
      return signal ? Promise.race([work, abortOf(signal)]) : work;
    },
    keep(token) {
      // The page may come from a cache: it is older by its date then. A date ahead of this clock says nothing.
      if (token !== state.token) accept(token, Math.min(Date.now(), datesOf(token).signed || Date.now()));
    },
    watch(listener) {
      watchers = [...watchers, listener];
      listen('addEventListener');
      look();
      return () => {
        watchers = watchers.filter((one) => one !== listener);
        if (!watchers.length) listen('removeEventListener');
        look();
      };
    },
    clear() {
      clearTimeout(timer);
      round++;
      asking = undefined;
      renewAt = 0;
      become({ pending: false });
    },
  };
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(new VortexPageError('aborted', 'aborted', { cause: signal.reason }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
  });
}
