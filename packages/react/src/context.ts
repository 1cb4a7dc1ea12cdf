import { type Context, createContext, useContext } from 'react';
import type { VortexContextValue } from './types.ts';

/** What {@link useVortexAuth} gives. */
export type VortexAuth = Pick<
  VortexContextValue,
  'jwt' | 'user' | 'isAuthenticated' | 'isLoading' | 'error' | 'refreshJwt' | 'clearAuth'
>;

/** What the provider gives, for those who read it themselves. */
export const VortexContext: Context<VortexContextValue | null> = createContext<VortexContextValue | null>(null);

/**
 * Everything the provider has: the token and its user, and the calls.
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
 * Of {@link useVortex}, what is about the token and its user.
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
