import {
  type AuthenticatedUser,
  type InvitationResult,
  type InvitationResultBase,
  type useInvitations,
  type useVortex,
  useVortexAuth,
  type useVortexJWT,
  useVortexToken,
  type VortexTokenContext,
} from '@vortex/react';
import { expectTypeOf, test } from 'vitest';

type TargetType = 'email' | 'phone' | 'internal' | 'phoneNumber' | 'sms' | 'username';
type Vortex = ReturnType<typeof useVortex>;

test('every call has the official provider’s arguments and results', () => {
  expectTypeOf<Vortex['refreshJwt']>().toEqualTypeOf<(context?: VortexTokenContext) => Promise<void>>();
  expectTypeOf<Vortex['clearAuth']>().toEqualTypeOf<() => void>();
  expectTypeOf<Vortex['getInvitationsByTarget']>().toEqualTypeOf<
    (type: TargetType, value: string) => Promise<InvitationResultBase[]>
  >();
  expectTypeOf<Vortex['getInvitation']>().toEqualTypeOf<(id: string) => Promise<InvitationResult>>();
  expectTypeOf<Vortex['revokeInvitation']>().toEqualTypeOf<(id: string) => Promise<void>>();
  expectTypeOf<Vortex['acceptInvitations']>().toEqualTypeOf<
    (
      ids: readonly string[],
      target: { readonly type: TargetType; readonly value: string },
    ) => Promise<{ readonly invitations: InvitationResult[] }>
  >();
  expectTypeOf<Vortex['getInvitationsByGroup']>().toEqualTypeOf<
    (type: string, id: string) => Promise<InvitationResult[]>
  >();
  expectTypeOf<Vortex['deleteInvitationsByGroup']>().toEqualTypeOf<(type: string, id: string) => Promise<void>>();
  expectTypeOf<Vortex['reinvite']>().toEqualTypeOf<(id: string) => Promise<InvitationResult>>();
  expectTypeOf<Pick<Vortex, 'jwt' | 'user' | 'isAuthenticated' | 'isLoading' | 'error'>>().toEqualTypeOf<{
    readonly jwt: string | null;
    readonly user: AuthenticatedUser | null;
    readonly isAuthenticated: boolean;
    readonly isLoading: boolean;
    readonly error: Error | null;
  }>();
});

test('and so has every hook', () => {
  type Invitations = ReturnType<typeof useInvitations>;
  type Call = 'getInvitationsByTarget' | 'getInvitation' | 'revokeInvitation' | 'acceptInvitations' | 'reinvite';
  expectTypeOf<Pick<Invitations, Call>>().toEqualTypeOf<Pick<Vortex, Call>>();
  expectTypeOf<Invitations['isLoading']>().toEqualTypeOf<(key: string) => boolean>();
  expectTypeOf<Invitations['getError']>().toEqualTypeOf<(key: string) => Error | null>();
  expectTypeOf<Invitations['clearError']>().toEqualTypeOf<(key: string) => void>();
  type Jwt = ReturnType<typeof useVortexJWT>;
  expectTypeOf<Jwt['isExpiringSoon']>().toEqualTypeOf<(bufferMinutes?: number) => boolean>();
  expectTypeOf<Jwt['refreshIfNeeded']>().toEqualTypeOf<(bufferMinutes?: number) => Promise<void>>();
  type Auth = 'jwt' | 'isAuthenticated' | 'isLoading' | 'error' | 'refreshJwt' | 'clearAuth';
  expectTypeOf<Pick<Jwt, Auth>>().toEqualTypeOf<Pick<Vortex, Auth>>();
  expectTypeOf(useVortexAuth).returns.toEqualTypeOf<Pick<Vortex, Auth | 'user'>>();
  expectTypeOf(useVortexToken).returns.toEqualTypeOf<{
    readonly token: string | undefined;
    readonly error: Error | undefined;
    readonly isLoading: boolean;
    readonly refresh: () => Promise<string>;
  }>();
});
