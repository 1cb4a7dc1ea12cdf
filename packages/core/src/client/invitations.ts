import { VortexError } from '../errors.ts';
import { invitationsPath } from './path.ts';
import { hasId, invitationReply, invitationsReply, unexpected } from './replies.ts';
import type { Requester } from './requester.ts';
import { toWire } from './scopes.ts';
import { wireTargetType } from './target-type.ts';
import type { EmptyResponse, TargetType } from './types/actions.ts';
import type { CreateInvitationRequest, CreateInvitationResponse } from './types/create-invitation.ts';
import type { InvitationResult, InvitationResultBase } from './types/invitation.ts';
import type { RequestOptions } from './types/options.ts';

export async function createInvitation(
  send: Requester,
  request: CreateInvitationRequest,
  options?: RequestOptions,
): Promise<CreateInvitationResponse> {
  const reply = await send({ method: 'POST', path: invitationsPath``, body: toWire(request) }, options);
  if (!hasId<CreateInvitationResponse>(reply.json)) throw unexpected(reply, '{ id, shortLink, status, createdAt }');
  return reply.json;
}

export async function getInvitation(send: Requester, id: string, options?: RequestOptions): Promise<InvitationResult> {
  return invitationReply(await send({ method: 'GET', path: invitationsPath`/${id}` }, options));
}

export async function revokeInvitation(send: Requester, id: string, options?: RequestOptions): Promise<EmptyResponse> {
  await send({ method: 'DELETE', path: invitationsPath`/${id}` }, options);
  return {};
}

export async function reinvite(send: Requester, id: string, options?: RequestOptions): Promise<InvitationResult> {
  return invitationReply(await send({ method: 'POST', path: invitationsPath`/${id}/reinvite` }, options));
}

export async function getInvitationsByTarget(
  send: Requester,
  type: TargetType,
  value: string,
  options?: RequestOptions,
): Promise<InvitationResultBase[]> {
  if (typeof value !== 'string' || value === '') {
    throw new VortexError('invalid_argument', 'getInvitationsByTarget needs the address to look for.');
  }
  const query = { targetType: wireTargetType(type) ?? type, targetValue: value };
  return invitationsReply(await send({ method: 'GET', path: invitationsPath``, query }, options));
}
