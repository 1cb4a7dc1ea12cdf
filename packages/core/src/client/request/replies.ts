import { isRecord } from '../../shared/checks/is-record.ts';
import type { VortexApiError } from '../api-errors.ts';
import { fromWire } from '../scopes.ts';
import type { AutojoinDomainsResponse, SyncInternalInvitationResponse } from '../types/actions.ts';
import type { CreateInvitationResponse } from '../types/create-invitation.ts';
import type { InvitationResult } from '../types/invitation.ts';
import type { ApiReply } from './api-reply.ts';
import { invalidResponse } from './invalid-response.ts';

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

/** The answer to creating an invitation. */
export function createdReply(reply: ApiReply): CreateInvitationResponse {
  if (!hasId<CreateInvitationResponse>(reply.json)) throw unexpected(reply, '{ id, shortLink, status, createdAt }');
  return reply.json;
}

/** The answer of the autojoin calls. */
export function autojoinReply(reply: ApiReply): AutojoinDomainsResponse {
  const { json } = reply;
  if (!hasList<AutojoinDomainsResponse>(json, 'autojoinDomains') || (json.invitation && !hasId(json.invitation))) {
    throw unexpected(reply, '{ autojoinDomains, invitation }');
  }
  return { ...json, invitation: json.invitation ? fromWire(json.invitation) : null };
}

/** The answer to what an invitee did with an internal invitation. */
export function syncedReply(reply: ApiReply): SyncInternalInvitationResponse {
  const { json } = reply;
  if (!hasList<SyncInternalInvitationResponse>(json, 'invitationIds')) {
    throw unexpected(reply, '{ processed, invitationIds }');
  }
  return json;
}

/** The error for JSON that is not what the method promises. */
function unexpected(reply: ApiReply, expected: string): VortexApiError {
  const { json } = reply;
  const got = json === undefined ? 'an empty body' : Array.isArray(json) ? 'a list' : 'other JSON';
  return invalidResponse(reply, got, expected);
}

/** Whether an answer is what its method promises, as far as anybody relies on it: it has an id. */
export function hasId<Answer extends { readonly id: string }>(value: unknown): value is Answer {
  return isRecord(value) && typeof value.id === 'string';
}

/** The same for an answer that has a list. */
function hasList<Answer>(value: unknown, name: keyof Answer & string): value is Answer {
  return isRecord(value) && Array.isArray(value[name]);
}
