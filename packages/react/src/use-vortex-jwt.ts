import { readClaims } from '@vortex/core/browser';
import { useMemo } from 'react';
import { useVortex } from './context.ts';
import type { VortexContextValue } from './types.ts';

/** What {@link useVortexJWT} gives. */
export interface UseVortexJWT
  extends Pick<VortexContextValue, 'jwt' | 'isAuthenticated' | 'isLoading' | 'error' | 'refreshJwt' | 'clearAuth'> {
  /** Whether the token ends within these minutes (5 unless told), or there is none. */
  readonly isExpiringSoon: (bufferMinutes?: number) => boolean;
  /** Asks for a new token if it is expiring soon. */
  readonly refreshIfNeeded: (bufferMinutes?: number) => Promise<void>;
}

/**
 * The token of the older kind. For a component, {@link useVortexToken} needs less.
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
