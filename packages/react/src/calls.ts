import type { VortexPage } from '@vortex/core/browser';
import type { VortexContextValue } from './types.ts';

const GROUP = 'invitations/by-group/:scopeType/:scope';

/** The calls that do not change the provider's state. */
export type Calls = Pick<
  VortexContextValue,
  | 'getInvitationsByTarget'
  | 'getInvitation'
  | 'revokeInvitation'
  | 'acceptInvitations'
  | 'getInvitationsByGroup'
  | 'deleteInvitationsByGroup'
  | 'reinvite'
>;

/** The official provider's calls, made through the page's routes. */
export function callsOf({ invitations, request }: VortexPage): Calls {
  return {
    getInvitationsByTarget: (type, value) => invitations.byTarget(type, value),
    getInvitation: (id) => invitations.get(id),
    revokeInvitation: async (id) => {
      await invitations.revoke(id);
    },
    acceptInvitations: async (invitationIds, target) => ({
      invitations: await request('POST invitations/accept', [], { body: { invitationIds, target } }),
    }),
    getInvitationsByGroup: (type, id) => request(`GET ${GROUP}`, [type, id]),
    deleteInvitationsByGroup: async (type, id) => {
      await request(`DELETE ${GROUP}`, [type, id]);
    },
    reinvite: (id) => invitations.reinvite(id),
  };
}
