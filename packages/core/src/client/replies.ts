import { isRecord } from '../is-record.ts';
import type { VortexApiError } from './api-errors.ts';
import { invalidResponse } from './invalid-response.ts';
import type { ApiReply } from './requester.ts';
import { fromWire } from './scopes.ts';
import type { InvitationResult } from './types/invitation.ts';

/** The answer as one invitation. */
export function invitationReply(reply: ApiReply): InvitationResult {
  if (!hasId<InvitationResult>(reply.json)) throw unexpected(reply, 'an invitation');
  return fromWire(reply.json);
}

/** The answer as `{ invitations }`, or the bare list. */
export function invitationsReply(reply: ApiReply): InvitationResult[] {
  const list = isRecord(reply.json) ? reply.json.invitations : reply.json;
  if (!Array.isArray(list) || !list.every(hasId<InvitationResult>)) throw unexpected(reply, '{ invitations: [...] }');
  return list.map(fromWire);
}

/** The error for JSON that is not what the method promises. */
export function unexpected({ json, attempts, request, reply }: ApiReply, expected: string): VortexApiError {
  const { status, requestId } = reply;
  const got = json === undefined ? 'an empty body' : Array.isArray(json) ? 'a list' : 'other JSON';
  return invalidResponse(request, `${got} (${status})`, expected, { status, requestId, attempts });
}

/** Whether an answer is what its method promises, as far as anybody relies on it: it has an id. */
export function hasId<Answer extends { readonly id: string }>(value: unknown): value is Answer {
  return isRecord(value) && typeof value.id === 'string';
}
