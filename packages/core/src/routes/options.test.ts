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
  expectTypeOf(undefined).toExtend<Client>();
  expectTypeOf(Vortex).toBeConstructibleWith({ apiKey: 'VRTX.x.y' });
});
