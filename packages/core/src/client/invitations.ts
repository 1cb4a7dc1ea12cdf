import { VortexError } from '../errors.ts';
import { invitationsPath } from './path.ts';
import { invitationReply, invitationsReply, isObject, unexpected } from './replies.ts';
import type { Requester } from './requester.ts';
import { toWire } from './scopes.ts';
import type { EmptyResponse, TargetType } from './types/actions.ts';
import type { CreateInvitationRequest, CreateInvitationResponse } from './types/create-invitation.ts';
import type { InvitationResult, InvitationResultBase } from './types/invitation.ts';
import type { RequestOptions } from './types/options.ts';

/** The words the API takes for the older names (protocol §3.3). */
const WIRE_TARGET_TYPES: Readonly<Record<string, string>> = {
  phoneNumber: 'phone',
  sms: 'phone',
  username: 'internal',
};

export async function createInvitation(
  send: Requester,
  request: CreateInvitationRequest,
  options?: RequestOptions,
): Promise<CreateInvitationResponse> {
  const reply = await send({ method: 'POST', path: invitationsPath``, body: toWire(request) }, options);
  if (!isCreated(reply.json)) throw unexpected(reply, '{ id, shortLink, status, createdAt }');
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
    throw new VortexError(
      'invalid_argument',
      'getInvitationsByTarget needs the address to look for; it was given none.',
    );
  }
  const query = { targetType: WIRE_TARGET_TYPES[type] ?? type, targetValue: value };
  return invitationsReply(await send({ method: 'GET', path: invitationsPath``, query }, options));
}

function isCreated(value: unknown): value is CreateInvitationResponse {
  return isObject(value) && typeof value.id === 'string';
}
