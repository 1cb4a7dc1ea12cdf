import { readClaims } from '@vortex/core/browser';
import { useMemo } from 'react';
import { useVortex } from './context.ts';
import type { VortexContextValue } from './types.ts';

/** The result of {@link useVortexJWT}. */
export interface UseVortexJWT
  extends Pick<VortexContextValue, 'jwt' | 'isAuthenticated' | 'isLoading' | 'error' | 'refreshJwt' | 'clearAuth'> {
  /** Whether the token expires within this many minutes (default: 5), or there is no token. */
  readonly isExpiringSoon: (bufferMinutes?: number) => boolean;
  /** Requests a new token if the current one expires soon. */
  readonly refreshIfNeeded: (bufferMinutes?: number) => Promise<void>;
}

/**
 * Returns the token of the older kind. For a component, {@link useVortexToken} is simpler.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { useVortexJWT } from '@vortex/react';
 *
 * function Load() {
 *   const { jwt, refreshJwt } = useVortexJWT();
 *   return jwt ? null : <button onClick={() => refreshJwt()}>Invite</button>;
 * }
 */
export function useVortexJWT(): UseVortexJWT {
  const { jwt, isAuthenticated, isLoading, error, refreshJwt, clearAuth } = useVortex();
  const helpers = useMemo(() => {
    const isExpiringSoon = (bufferMinutes = 5): boolean => {
      const claims = jwt ? readClaims(jwt) : undefined;
      if (!claims) return true;
      const end = claims.exp || claims.expires;
      return !!end && Date.now() + bufferMinutes * 60_000 >= end * 1000;
    };
    const refreshIfNeeded = async (bufferMinutes?: number): Promise<void> => {
      if (isExpiringSoon(bufferMinutes)) await refreshJwt();
    };
    return { isExpiringSoon, refreshIfNeeded };
  }, [jwt, refreshJwt]);
  return { jwt, isAuthenticated, isLoading, error, refreshJwt, clearAuth, ...helpers };
}
