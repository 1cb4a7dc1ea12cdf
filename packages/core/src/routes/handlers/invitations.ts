import type { InvitationResult } from '../../client/types/invitation.ts';
import type { InvitationContext } from '../actions.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { permit } from '../permit.ts';
import * as rules from '../rules.ts';
import { invitationId, targetType as knownTargetType, queryText } from '../validate.ts';

/** GET `/invitations?targetType&targetValue` */
export const listByTarget: RouteHandler = async (call) => {
  const { user, client, input } = call;
  const query = new URLSearchParams(input.query);
  const targetType = knownTargetType('targetType', queryText(query, 'targetType'));
  const targetValue = queryText(query, 'targetValue');
  await permit(call, 'listByTarget', { user, request: input.request, targetType, targetValue }, rules.listByTarget);
  return { invitations: await client.getInvitationsByTarget(targetType, targetValue, { signal: input.signal }) };
};

/** GET `/invitations/:id` */
export const read: RouteHandler = async (call) => {
  const context = await invitationContext(call);
  await permit(call, 'read', context, rules.read);
  return bare(context.invitation);
};

/** DELETE `/invitations/:id` */
export const revoke: RouteHandler = async (call) => {
  const context = await invitationContext(call);
  await permit(call, 'revoke', context, rules.revoke);
  await call.client.revokeInvitation(context.invitationId);
  return { success: true };
};

/** POST `/invitations/:id/reinvite` */
export const reinvite: RouteHandler = async (call) => {
  const context = await invitationContext(call);
  await permit(call, 'reinvite', context, rules.reinvite);
  return bare(await call.client.reinvite(context.invitationId));
};

async function invitationContext<Req>({
  params,
  user,
  client,
  input,
}: RouteCall<Req>): Promise<InvitationContext<Req>> {
  const id = invitationId(params.id);
  const invitation = await client.getInvitation(id, { signal: input.signal });
  return { user, request: input.request, invitationId: id, invitation };
}

/** The official React provider returns a top-level `data` instead of the whole (protocol §5.4). */
function bare(invitation: InvitationResult): object {
  if (!('data' in invitation)) return invitation;
  const { data: _, ...rest } = invitation;
  return rest;
}
