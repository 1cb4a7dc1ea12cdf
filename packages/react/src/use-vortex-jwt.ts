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
    // By its age: the page's clock may be another than the server's.
    const arrived = Date.now();
    // The older kind has `iat` in its header.
    const { exp, expires, iat } = { ...readClaims(jwt as string, 0), ...readClaims(jwt as string) };
    const life = ((exp || expires) as number) - (iat as number);
    const isExpiringSoon = (bufferMinutes = 5): boolean =>
      // Without a token there is no number to compare with.
      !(Date.now() - arrived + bufferMinutes * 60_000 < life * 1000);
    const refreshIfNeeded = async (bufferMinutes?: number): Promise<void> => {
      if (isExpiringSoon(bufferMinutes)) await refreshJwt();
    };
    return { isExpiringSoon, refreshIfNeeded };
  }, [jwt, refreshJwt]);
  return { jwt, isAuthenticated, isLoading, error, refreshJwt, clearAuth, ...helpers };
}
