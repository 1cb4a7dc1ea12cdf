import type {
  InvitationResult,
  InvitationResultBase,
  TargetType,
  VortexPage,
  VortexPageOptions,
  VortexTokenContext,
} from '@vortex/core/browser';
import type { ReactNode } from 'react';

/** The type of a person's address, by any of its names. */
export interface InvitationTarget {
  readonly type: TargetType;
  readonly value: string;
}

/** The signed-in user, from the claims of the token. For display in a page only. */
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
  /** The URL of the routes. Default: `/api/vortex`. */
  readonly apiBaseUrl?: string | undefined;
  /** The URL that tokens come from, if it differs. Default: `apiBaseUrl`. */
  readonly backendApiUrl?: string | undefined;
  /**
   * Renew a token this long after it was received, in milliseconds, if it has not expired by then. With 0, only
   * `refreshJwt` renews the token of `useVortex`. Default: 1,800,000 (30 minutes).
   */
  readonly refreshJwtInterval?: number | undefined;
  /** The groups of `user` if the token contains none. */
  readonly defaultGroups?: readonly object[] | undefined;
  /** Called with each request that fails. */
  readonly onError?: ((error: Error) => void) | undefined;
  /** Called with each token from `refreshJwt` or a renewal. */
  readonly onJwtRefresh?: ((jwt: string) => void) | undefined;
  /** The waits between attempts to get a token. Fields that are left out keep their defaults. */
  readonly jwtBackoff?:
    | {
        /** The first wait, in milliseconds. Default: 1000. */
        readonly initialDelayMs?: number | undefined;
        /** The longest wait, in milliseconds. Default: 60,000. */
        readonly maxDelayMs?: number | undefined;
        /** The factor by which each wait is longer than the one before. Default: 2. */
        readonly multiplier?: number | undefined;
        /** Give up after this many retries. Default: 5. */
        readonly maxRetries?: number | undefined;
      }
    | undefined;
}

/** Props of {@link VortexProvider}. */
export interface VortexProviderProps {
  readonly children?: ReactNode;
  /** Read when the provider is first rendered, except for `onError` and `onJwtRefresh`, which may change. */
  readonly config?: VortexConfig | undefined;
}

/** The result of {@link useVortex}: the official provider's names, and `page`. */
export interface VortexContextValue {
  readonly config: VortexConfig;
  readonly jwt: string | null;
  readonly user: AuthenticatedUser | null;
  readonly isAuthenticated: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  /** Requests a new token. A failure is reported in `error` and never thrown. */
  readonly refreshJwt: (context?: VortexTokenContext) => Promise<void>;
  /** Forgets all tokens, for example after a sign-out. */
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
  /** The client that tokens come from: `page`, unless `backendApiUrl` is set. */
  readonly tokens: VortexPage;
}
