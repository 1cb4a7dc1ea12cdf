import type { InvitationResult } from '../../client/types/invitation.ts';
import type { InvitationContext, ListByTargetContext } from '../actions.ts';
import type { RouteCall, RouteHandler } from '../call.ts';
import { permit } from '../permit.ts';
import { invalid } from '../refusal.ts';
import * as rules from '../rules.ts';
import { invitationId, queryText } from '../validate.ts';

type TargetType = ListByTargetContext['targetType'];

const TARGET_TYPES: Readonly<Record<string, TargetType>> = {
  email: 'email',
  phone: 'phone',
  phoneNumber: 'phone',
  sms: 'phone',
  internal: 'internal',
  username: 'internal',
};

/** GET `/invitations?targetType&targetValue` */
export const listByTarget: RouteHandler = async (call) => {
  const { user, client, input } = call;
  const query = new URLSearchParams(input.query);
  const type = queryText(query, 'targetType');
  const targetType = Object.hasOwn(TARGET_TYPES, type) ? TARGET_TYPES[type] : undefined;
  if (!targetType) throw invalid('targetType must be email, phone (or phoneNumber) or internal (or username).');
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
