import { isRecord } from '../is-record.ts';
import { invitationsPath } from './path.ts';
import { unexpected } from './replies.ts';
import type { Requester } from './requester.ts';
import type { SyncInternalInvitationRequest, SyncInternalInvitationResponse } from './types/actions.ts';
import type { RequestOptions } from './types/options.ts';

export async function syncInternalInvitation(
  send: Requester,
  request: SyncInternalInvitationRequest,
  options?: RequestOptions,
): Promise<SyncInternalInvitationResponse> {
  const reply = await send(
    { method: 'POST', path: invitationsPath`/sync-internal-invitation`, body: request },
    options,
  );
  if (!isSynced(reply.json)) throw unexpected(reply, '{ processed, invitationIds }');
  return reply.json;
}

function isSynced(value: unknown): value is SyncInternalInvitationResponse {
  return isRecord(value) && Array.isArray(value.invitationIds);
}
