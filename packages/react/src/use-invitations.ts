import { useMemo, useState } from 'react';
import type { Calls } from './calls.ts';
import { useVortex } from './context.ts';

/** The result of {@link useInvitations}. */
export interface UseInvitations extends Calls {
  /** Whether a call is under way, by its key: `get-<id>`, `getByTarget-<type>-<value>`, ... */
  readonly loading: Readonly<Record<string, boolean>>;
  /** The errors of failed calls, by key. */
  readonly errors: Readonly<Record<string, Error | null>>;
  readonly isAuthenticated: boolean;
  readonly isLoading: (key: string) => boolean;
  readonly getError: (key: string) => Error | null;
  readonly clearError: (key: string) => void;
}

/** The key of each call, as in the official provider. */
const KEYS: { readonly [Name in keyof Calls]: (...args: Parameters<Calls[Name]>) => string } = {
  getInvitationsByTarget: (type, value) => `getByTarget-${type}-${value}`,
  getInvitation: (id) => `get-${id}`,
  revokeInvitation: (id) => `revoke-${id}`,
  acceptInvitations: (ids) => `accept-${ids.join(',')}`,
  getInvitationsByGroup: (type, id) => `getByGroup-${type}-${id}`,
  deleteInvitationsByGroup: (type, id) => `deleteByGroup-${type}-${id}`,
  reinvite: (id) => `reinvite-${id}`,
};

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/**
 * Returns the calls of {@link useVortex}, and which of them are under way or have failed. A call's error is also
 * thrown.
 *
 * @throws {Error} outside a {@link VortexProvider}.
 * @example
 * import { useInvitations } from '@vortex/react';
 *
 * function Revoke({ id }: { id: string }) {
 *   const { revokeInvitation, isLoading } = useInvitations();
 *   return <button disabled={isLoading(`revoke-${id}`)} onClick={() => revokeInvitation(id)}>Revoke</button>;
 * }
 */
export function useInvitations(): UseInvitations {
  const vortex = useVortex();
  const { page, isAuthenticated } = vortex;
  const [loading, setLoading] = useState<UseInvitations['loading']>({});
  const [errors, setErrors] = useState<UseInvitations['errors']>({});

  // The provider's calls are the same ones for as long as its page is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest of the value changes with each token.
  const actions = useMemo(() => {
    const set = (key: string, isLoading: boolean, error?: Error | null): void => {
      setLoading((before) => ({ ...before, [key]: isLoading }));
      if (error !== undefined) setErrors((before) => ({ ...before, [key]: error }));
    };
    const clearError = (key: string): void => setErrors((before) => ({ ...before, [key]: null }));
    const tracked = Object.entries(KEYS).map(([name, keyOf]) => [
      name,
      async (...args: unknown[]) => {
        const key = (keyOf as (...args: unknown[]) => string)(...args);
        set(key, true, null);
        try {
          const reply = await (vortex[name as keyof Calls] as AnyCall)(...args);
          set(key, false);
          return reply;
        } catch (error) {
          set(key, false, error as Error);
          throw error;
        }
      },
    ]);
    return { ...(Object.fromEntries(tracked) as unknown as Calls), clearError };
  }, [page]);

  return {
    loading,
    errors,
    isAuthenticated,
    ...actions,
    isLoading: (key) => loading[key] ?? false,
    getError: (key) => errors[key] ?? null,
  };
}
