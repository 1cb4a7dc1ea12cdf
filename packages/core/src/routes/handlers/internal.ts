import type { SyncInternalInvitationRequest, SyncInternalInvitationResponse } from '../../client/types/actions.ts';
import type { RouteHandler } from '../call.ts';
import { frozen, permit } from '../permit.ts';
import { invalid } from '../refusal.ts';
import { text } from '../validate.ts';

/**
 * POST `/invitations/sync-internal-invitation`: `{ creatorId, targetValue, action, componentId }` (docs/protocol.md
 * §3.3)
 */
export const syncInternal: RouteHandler<SyncInternalInvitationResponse> = async (call) => {
  const { client, body } = call;
  const { action } = body;
  if (action !== 'accepted' && action !== 'declined') throw invalid('action must be "accepted" or "declined".');
  const answer: SyncInternalInvitationRequest = frozen({
    creatorId: text('creatorId', body.creatorId),
    targetValue: text('targetValue', body.targetValue),
    action,
    componentId: text('componentId', body.componentId),
  });
  await permit(call, 'syncInternal', answer);
  return client.syncInternalInvitation(answer);
};
