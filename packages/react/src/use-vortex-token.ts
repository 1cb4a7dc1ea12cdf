import type { VortexPageToken, VortexTokenContext, VortexTokenState } from '@vortex/core/browser';
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useVortex } from './context.ts';

/** Options of {@link useVortexToken}. */
export interface UseVortexTokenOptions {
  /** What the token is for. A new object with the same fields is the same context. */
  readonly context?: VortexTokenContext | undefined;
  /** A token that the server has signed for this context. It is used at once, including in the server's HTML. */
  readonly initialToken?: string | undefined;
  /** Suspend until there is a token, and throw a failure to the nearest error boundary. Default: `false`. */
  readonly suspense?: boolean | undefined;
}

/** The result of {@link useVortexToken}. */
export interface UseVortexToken {
  readonly token: string | undefined;
  /** Why there is no token, or no newer one. */
  readonly error: Error | undefined;
  readonly isLoading: boolean;
  /** Requests a new token now, for example after a sign-in. */
  readonly refresh: () => Promise<string>;
}

/**
 * Returns a token for a component and keeps it fresh while it is in use. Callers with the same context share one token
 * and one request.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { useVortexToken } from '@vortex/react';
 *
 * function Invite({ team }: { team: string }) {
 *   const { token } = useVortexToken({ context: { scope: team, scopeType: 'team' } });
 *   return token ? <MyWidget token={token} /> : <p>Loading...</p>;
 * }
 * declare function MyWidget(props: { token: string }): null;
 */
export function useVortexToken({ context, initialToken, suspense }: UseVortexTokenOptions = {}): UseVortexToken {
  const { tokens } = useVortex();
  const { componentId, scope, scopeType } = context ?? {};
  const keeper = useMemo(() => {
    const fields = Object.entries({ componentId, scope, scopeType }).filter(([, value]) => value !== undefined);
    return tokens.tokenFor(fields.length > 0 ? Object.fromEntries(fields) : undefined);
  }, [tokens, componentId, scope, scopeType]);
  // The first is taken before anybody watches; a later one, of a page that was rendered again, tells those who do.
  if (initialToken && !seeds.has(keeper)) seed(keeper, initialToken);
  useEffect(() => {
    if (initialToken && seeds.get(keeper) !== initialToken) seed(keeper, initialToken);
  }, [keeper, initialToken]);

  const watched = useRef<VortexPageToken>(undefined);
  const watch = useCallback(
    (listener: () => void) => {
      watched.current = keeper;
      return keeper.watch(listener);
    },
    [keeper],
  );
  // The server's HTML and the page's first render show the same: what the server gave.
  const first = useMemo(() => ({ token: initialToken, pending: !initialToken }), [initialToken]);
  const state: VortexTokenState = useSyncExternalStore(
    watch,
    () => keeper.state,
    () => first,
  );
  const { token, error, pending } = state;
  if (suspense && !token) suspend(keeper, pending ? undefined : error);
  const refresh = useCallback(() => keeper.get({ fresh: true }), [keeper]);
  return { token, error, isLoading: !token && !error && (pending || watched.current !== keeper), refresh };
}

/** What the server gave for each, last. */
const seeds = new WeakMap<VortexPageToken, string>();

function seed(keeper: VortexPageToken, token: string): void {
  seeds.set(keeper, token);
  keeper.keep(token);
}

/** When each error was first thrown. */
const thrown = new WeakMap<Error, number>();
const FRESH_MS = 1000;

/** Throws what React waits for, or what the error boundary shows; some time later, as when that is reset, asks again. */
function suspend(keeper: VortexPageToken, error: Error | undefined): never {
  if (typeof document === 'undefined') {
    throw new Error('On the server, useVortexToken({ suspense: true }) needs an initialToken.');
  }
  if (error) {
    const now = performance.now();
    const since = thrown.get(error) ?? now;
    const again = now - since > FRESH_MS;
    // While the server asks to wait, the same error comes back at once.
    thrown.set(error, again ? now : since);
    if (!again) throw error;
  }
  throw keeper.get().catch(() => {});
}
