import { expectTypeOf, test } from 'vitest';
import type { InvitationResult, VortexAuthorize, VortexRoutesOptions, VortexUser } from '../index.ts';
import { Vortex } from '../index.ts';

test('one function is enough, and it sees the framework’s own request', () => {
  const options: VortexRoutesOptions<Request> = {
    authenticate: (request) => {
      expectTypeOf(request).toEqualTypeOf<Request>();
      return request.headers.has('cookie') ? { id: 1 } : null;
    },
  };
  expectTypeOf(options).toExtend<VortexRoutesOptions<Request>>();
  // @ts-expect-error `authenticate` is what nothing works without
  const none: VortexRoutesOptions<Request> = {};
  expectTypeOf(none).toBeObject();
});

test('a rule sees its own action’s context', () => {
  const authorize: VortexAuthorize<Request> = {
    read: ({ user, request, invitation, invitationId }) => {
      expectTypeOf(user).toEqualTypeOf<VortexUser>();
      expectTypeOf(request).toEqualTypeOf<Request>();
      expectTypeOf(invitation).toEqualTypeOf<InvitationResult>();
      return invitationId === invitation.id;
    },
    accept: async ({ acceptor, invitations, invitationIds }) =>
      acceptor.email !== undefined && invitations.length === invitationIds.length,
    deleteByScope: ({ scopeType, scope }) => scopeType === 'team' && scope === '42',
    listByTarget: ({ targetType }) => targetType === 'email',
  };
  expectTypeOf(authorize).toExtend<VortexAuthorize<Request>>();
  // @ts-expect-error no such action
  const typo: VortexAuthorize = { acceptInvitations: () => true };
  // @ts-expect-error only a boolean says yes
  const truthy: VortexAuthorize = { read: () => 'yes' };
  // @ts-expect-error not this action's context
  const other: VortexAuthorize = { listByScope: ({ invitation }) => invitation === undefined };
  expectTypeOf([typo, truthy, other]).toBeArray();
});

test('the client is an instance, its options, or left to the environment', () => {
  type Client = VortexRoutesOptions['vortex'];
  expectTypeOf<Vortex>().toExtend<Client>();
  expectTypeOf({ apiKey: 'VRTX.x.y', timeout: 1000 }).toExtend<Client>();
  expectTypeOf<string>().toExtend<Client>();
  expectTypeOf<(request: unknown) => string>().toExtend<Client>();
  expectTypeOf(undefined).toExtend<Client>();
  expectTypeOf(Vortex).toBeConstructibleWith({ apiKey: 'VRTX.x.y' });
});

test('a session, or another library’s user as it is, does not compile in the place of the user', () => {
  type Authenticate = VortexRoutesOptions<Request>['authenticate'];
  type Session = { id: string; cookie: { path: string } };
  type LuciaSession = { id: string; userId: string; expiresAt: Date; fresh: boolean };
  type BetterAuthSession = { id: string; userId: string; token: string; expiresAt: Date };
  type SessionRow = { id: string; user_id: string; expires_at: string };
  type SupabaseUser = { id: string; email?: string; email_confirmed_at?: string; app_metadata: object };
  type FirebaseToken = { id: string; email?: string; email_verified?: boolean; sub: string };
  expectTypeOf<() => Session>().not.toExtend<Authenticate>();
  expectTypeOf<() => LuciaSession>().not.toExtend<Authenticate>();
  expectTypeOf<() => BetterAuthSession | undefined>().not.toExtend<Authenticate>();
  expectTypeOf<() => SessionRow>().not.toExtend<Authenticate>();
  expectTypeOf<() => SupabaseUser>().not.toExtend<Authenticate>();
  expectTypeOf<() => FirebaseToken>().not.toExtend<Authenticate>();
  // @ts-expect-error a date, as Auth.js has it
  const dated: VortexUser = { id: 'ada', emailVerified: new Date() };
  // @ts-expect-error 0 and 1, as SQLite has them
  const counted: VortexUser = { id: 'ada', emailVerified: 1 };
  expectTypeOf([dated, counted]).toBeArray();

  type ClerkUser = { id: string; firstName: string | null; primaryEmailAddressId: string | null };
  type BetterAuthUser = { id: string; email: string; emailVerified: boolean; name: string; image?: string | null };
  type WorkOsUser = { id: string; email: string; emailVerified: boolean; lastSignInAt: string | null };
  expectTypeOf<() => ClerkUser | null>().toExtend<Authenticate>();
  expectTypeOf<() => Promise<BetterAuthUser | undefined>>().toExtend<Authenticate>();
  expectTypeOf<() => WorkOsUser>().toExtend<Authenticate>();
});
