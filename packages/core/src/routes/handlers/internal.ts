import type { SyncInternalInvitationRequest } from '../../client/types/actions.ts';
import type { RouteHandler } from '../call.ts';
import { frozen, permit } from '../permit.ts';
import { invalid } from '../refusal.ts';
import * as rules from '../rules.ts';
import { text } from '../validate.ts';

/** POST `/invitations/sync-internal-invitation`: `{ creatorId, targetValue, action, componentId }` (protocol §3.3) */
export const syncInternal: RouteHandler = async (call) => {
  const { user, client, body, input } = call;
  const { action } = body;
  if (action !== 'accepted' && action !== 'declined') throw invalid('action must be "accepted" or "declined".');
  const answer: SyncInternalInvitationRequest = frozen({
    creatorId: text('creatorId', body.creatorId),
    targetValue: text('targetValue', body.targetValue),
    action,
    componentId: text('componentId', body.componentId),
  });
  await permit(call, 'syncInternal', { user, request: input.request, ...answer }, rules.syncInternal);
  return client.syncInternalInvitation(answer);
};
