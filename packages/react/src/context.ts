import { type Context, createContext, useContext } from 'react';
import type { VortexContextValue } from './types.ts';

/** The result of {@link useVortexAuth}. */
export type VortexAuth = Pick<
  VortexContextValue,
  'jwt' | 'user' | 'isAuthenticated' | 'isLoading' | 'error' | 'refreshJwt' | 'clearAuth'
>;

/** The provider's context, for code that reads it directly. */
export const VortexContext: Context<VortexContextValue | null> = createContext<VortexContextValue | null>(null);

/**
 * Returns everything from the provider: the token, its user, and the calls.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { useVortex } from '@vortex/react';
 *
 * function Greeting() {
 *   const { user } = useVortex();
 *   return <p>{user?.userEmail}</p>;
 * }
 */
export function useVortex(): VortexContextValue {
  const value = useContext(VortexContext);
  if (value) return value;
  throw new Error('useVortex needs a <VortexProvider> above it.');
}

/**
 * Returns the part of {@link useVortex} about the token and its user.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { useVortexAuth } from '@vortex/react';
 *
 * function SignOut() {
 *   const { clearAuth } = useVortexAuth();
 *   return <button onClick={clearAuth}>Sign out</button>;
 * }
 */
export function useVortexAuth(): VortexAuth {
  const { jwt, user, isAuthenticated, isLoading, error, refreshJwt, clearAuth } = useVortex();
  return { jwt, user, isAuthenticated, isLoading, error, refreshJwt, clearAuth };
}
