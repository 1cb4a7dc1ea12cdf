import type {
  InvitationResult,
  InvitationResultBase,
  TargetType,
  VortexPage,
  VortexPageOptions,
  VortexTokenContext,
} from '@vortex/core/browser';
import type { ReactNode } from 'react';

/** A person's address, by any of the names of its kind. */
export interface InvitationTarget {
  readonly type: TargetType;
  readonly value: string;
}

/** Who is signed in: all that the token says. For what a page shows. */
export interface AuthenticatedUser {
  readonly userId: string;
  readonly userEmail?: string;
  readonly adminScopes?: readonly string[];
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[];
  readonly groups?: readonly object[] | undefined;
  readonly role?: string;
  readonly [claim: string]: unknown;
}

/** How the provider reaches the app's routes. Every field is optional. */
export interface VortexConfig extends Pick<VortexPageOptions, 'fetch' | 'headers'> {
  /** Where the routes are. Default: `/api/vortex`. */
  readonly apiBaseUrl?: string | undefined;
  /** Where tokens come from, if from another place. Default: `apiBaseUrl`. */
  readonly backendApiUrl?: string | undefined;
  /**
   * Renew tokens this long after they came, in milliseconds, if that is before their end; 0 leaves the token of
   * `useVortex` to `refreshJwt` alone. Default: 1 800 000 (30 minutes).
   */
  readonly refreshJwtInterval?: number | undefined;
  /** The groups of `user` where the token names none. */
  readonly defaultGroups?: readonly object[] | undefined;
  /** Told of each request that fails. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** Told of each token that `refreshJwt` or the renewal brings. */
  readonly onJwtRefresh?: ((jwt: string) => void) | undefined;
  /** The waits between attempts at a token. Fields that are left out keep their defaults. */
  readonly jwtBackoff?:
    | {
        /** The first wait, in milliseconds. Default: 1000. */
        readonly initialDelayMs?: number | undefined;
        /** The longest, in milliseconds. Default: 60 000. */
        readonly maxDelayMs?: number | undefined;
        /** How much longer each is than the one before. Default: 2. */
        readonly multiplier?: number | undefined;
        /** After how many repetitions to give up. Default: 5. */
        readonly maxRetries?: number | undefined;
      }
    | undefined;
}

/** What {@link VortexProvider} takes. */
export interface VortexProviderProps {
  readonly children?: ReactNode;
  /** Read when the provider is first rendered, but for `onError` and `onJwtRefresh`, which may change. */
  readonly config?: VortexConfig | undefined;
}

/** What {@link useVortex} gives: the official provider's names, and `page` beside them. */
export interface VortexContextValue {
  readonly config: VortexConfig;
  readonly jwt: string | null;
  readonly user: AuthenticatedUser | null;
  readonly isAuthenticated: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Asks for a new token. Its failure is in `error`, and never thrown. */
  readonly refreshJwt: (context?: VortexTokenContext) => Promise<void>;
  /** Forgets all tokens, as after a sign-out. */
  readonly clearAuth: () => void;
  readonly getInvitationsByTarget: (type: TargetType, value: string) => Promise<InvitationResultBase[]>;
  readonly getInvitation: (invitationId: string) => Promise<InvitationResult>;
  readonly revokeInvitation: (invitationId: string) => Promise<void>;
  readonly acceptInvitations: (
    invitationIds: readonly string[],
    target: InvitationTarget,
  ) => Promise<{ readonly invitations: InvitationResult[] }>;
  readonly getInvitationsByGroup: (groupType: string, groupId: string) => Promise<InvitationResult[]>;
  readonly deleteInvitationsByGroup: (groupType: string, groupId: string) => Promise<void>;
  readonly reinvite: (invitationId: string) => Promise<InvitationResult>;
  /** The page's client, for everything else. */
  readonly page: VortexPage;
  /** The one that tokens come from: `page`, unless `backendApiUrl` says otherwise. */
  readonly tokens: VortexPage;
}
