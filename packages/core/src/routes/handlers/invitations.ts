import type { InvitationResult, InvitationResultBase } from '../../client/types/invitation.ts';
import type { InvitationContext } from '../actions.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { permit } from '../permit.ts';
import { invitationId, targetType as knownTargetType, queryText } from '../validate.ts';

/** GET `/invitations?targetType&targetValue` */
export const listByTarget: RouteHandler<{ invitations: InvitationResultBase[] }> = async (call) => {
  const { client, input } = call;
  const query = new URLSearchParams(input.query);
  const targetType = knownTargetType('targetType', queryText(query, 'targetType'));
  const targetValue = queryText(query, 'targetValue');
  await permit(call, 'listByTarget', { targetType, targetValue });
  return { invitations: await client.getInvitationsByTarget(targetType, targetValue, { signal: input.signal }) };
};

/** GET `/invitations/:id` */
export const read: RouteHandler<InvitationResult> = async (call) => {
  const { invitation } = await permittedInvitation(call, 'read');
  return bare(invitation);
};

/** DELETE `/invitations/:id` */
export const revoke: RouteHandler<{ success: true }> = async (call) => {
  const { invitationId } = await permittedInvitation(call, 'revoke');
  await call.client.revokeInvitation(invitationId);
  return { success: true };
};

/** POST `/invitations/:id/reinvite` */
export const reinvite: RouteHandler<InvitationResult> = async (call) => {
  const { invitationId } = await permittedInvitation(call, 'reinvite');
  return bare(await call.client.reinvite(invitationId));
};

async function permittedInvitation<Req>(
  call: RouteCall<Req>,
  action: 'read' | 'revoke' | 'reinvite',
): Promise<Pick<InvitationContext, 'invitationId' | 'invitation'>> {
  const { params, client, input } = call;
  const id = invitationId(params.id);
  const invitation = await client.getInvitation(id, { signal: input.signal });
  const found = { invitationId: id, invitation };
  await permit(call, action, found);
  return found;
}

/** The official React provider returns a top-level `data` instead of the whole (docs/protocol.md §5.4). */
function bare(invitation: InvitationResult): InvitationResult {
  if (!('data' in invitation)) return invitation;
  const { data: _, ...rest } = invitation;
  return rest;
}
