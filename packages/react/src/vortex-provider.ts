import { createVortexPage, readClaims, type VortexTokenContext, type VortexTokenState } from '@vortex/core/browser';
import { createElement, type ReactElement, useEffect, useMemo, useRef, useState } from 'react';
import { callsOf } from './calls.ts';
import { VortexContext } from './context.ts';
import type { AuthenticatedUser, VortexConfig, VortexContextValue, VortexProviderProps } from './types.ts';

interface Known {
  readonly jwt: string | null;
  readonly isLoading: boolean;
  readonly error: Error | null;
}

const NOTHING: Known = { jwt: null, isLoading: false, error: null };

/**
 * Provides the app's Vortex routes to its descendants. It sends no request until one of them needs it.
 *
 * @example
 * import { VortexProvider } from '@vortex/react';
 *
 * const app = <VortexProvider config={{ apiBaseUrl: '/api/vortex' }}>...</VortexProvider>;
 */
export function VortexProvider({ children, config = {} }: VortexProviderProps): ReactElement {
  const latest = useRef(config);
  const [made] = useState(() => pagesOf(config, latest));
  const [known, become] = useState(NOTHING);
  /** The context that is renewed; `null` while none is. */
  const [renewed, renew] = useState<{ readonly context: VortexTokenContext | undefined } | null>(null);

  useEffect(() => {
    latest.current = config;
  });
  useEffect(() => {
    if (!renewed) return;
    return made.tokens.tokenFor(renewed.context, 'jwt').watch((state) => {
      if (!state.pending) become(knownOf(state));
    });
  }, [made, renewed]);
  const { jwt } = known;
  useEffect(() => {
    if (jwt !== null) latest.current.onJwtRefresh?.(jwt);
  }, [jwt]);

  const { refreshJwt, clearAuth } = useMemo(() => {
    let last: VortexTokenContext | undefined;
    return {
      async refreshJwt(context?: VortexTokenContext): Promise<void> {
        last = context ?? last;
        become((before) => ({ ...before, isLoading: true }));
        try {
          const jwt = await made.tokens.jwt(context, { fresh: true });
          // As the official provider does: asked for without a context, renewed with the last one.
          made.tokens.tokenFor(last, 'jwt').keep(jwt);
          if (latest.current.refreshJwtInterval !== 0) renew({ context: last });
        } catch {
          // It is in the state. One that was cleared meanwhile is nobody's any more.
        }
        become(knownOf(made.tokens.tokenFor(context, 'jwt').state));
      },
      clearAuth(): void {
        renew(null);
        made.page.clear();
        made.tokens.clear();
        become(NOTHING);
      },
    };
  }, [made]);

  const value = useMemo<VortexContextValue>(
    () => ({
      config,
      ...known,
      user: jwt === null ? null : userOf(jwt, config),
      isAuthenticated: jwt !== null,
      refreshJwt,
      clearAuth,
      ...made,
    }),
    [config, known, jwt, refreshJwt, clearAuth, made],
  );
  return createElement(VortexContext.Provider, { value }, children);
}

function knownOf({ token, error }: VortexTokenState): Known {
  return { jwt: token ?? null, isLoading: false, error: error ?? null };
}

type Made = Pick<VortexContextValue, 'page' | 'tokens'> & ReturnType<typeof callsOf>;

function pagesOf(config: VortexConfig, latest: { readonly current: VortexConfig }): Made {
  const { apiBaseUrl, backendApiUrl, fetch, headers, refreshJwtInterval = 30 * 60_000, jwtBackoff = {} } = config;
  const { initialDelayMs = 1000, maxDelayMs = 60_000, multiplier = 2, maxRetries = 5 } = jwtBackoff;
  const options = {
    fetch,
    headers,
    renewAfter: refreshJwtInterval || undefined,
    onError: (error: Error) => latest.current.onError?.(error),
    backoff: (attempt: number) =>
      attempt < maxRetries ? Math.min(initialDelayMs * multiplier ** attempt, maxDelayMs) : undefined,
  };
  const page = createVortexPage({ ...options, basePath: apiBaseUrl });
  const tokens = backendApiUrl ? createVortexPage({ ...options, basePath: backendApiUrl }) : page;
  return { page, tokens, ...callsOf(page) };
}

function userOf(jwt: string, { defaultGroups }: VortexConfig): AuthenticatedUser | null {
  const claims = readClaims(jwt) as AuthenticatedUser | undefined;
  return claims ? { ...claims, groups: claims.groups ?? defaultGroups } : null;
}
