import { VortexApiError } from './api-errors.ts';
import { describe } from './api-request.ts';
import type { ApiReply } from './requester.ts';
import { fromWire } from './scopes.ts';
import { requestId } from './transport.ts';
import type { InvitationResult } from './types/invitation.ts';

type Fields = Record<string, unknown>;

/** The answer as one invitation. */
export function invitationReply(reply: ApiReply): InvitationResult {
  if (!isInvitation(reply.json)) throw unexpected(reply, 'an invitation');
  return fromWire(reply.json);
}

/** The answer as `{ invitations }`, or the bare list. */
export function invitationsReply(reply: ApiReply): InvitationResult[] {
  const list = isObject(reply.json) ? reply.json.invitations : reply.json;
  if (!Array.isArray(list) || !list.every(isInvitation)) throw unexpected(reply, '{ invitations: [...] }');
  return list.map(fromWire);
}

/** The error for JSON that is not what the method promises. */
export function unexpected(reply: ApiReply, expected: string): VortexApiError {
  const { json, attempts, request } = reply;
  const { status } = reply.reply;
  const got = json === undefined ? 'an empty body' : Array.isArray(json) ? 'a list' : 'other JSON';
  return new VortexApiError(
    'invalid_response',
    `${describe(request)} was answered with status ${status} and ${got} instead of ${expected}. Check that baseUrl is the root of a Vortex API.`,
    { status, requestId: requestId(reply.reply), attempts },
  );
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isInvitation(value: unknown): value is InvitationResult {
  return isObject(value) && typeof value.id === 'string';
}
