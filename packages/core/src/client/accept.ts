import { isRecord } from '../shared/checks/is-record.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidArgument } from '../shared/invalid-argument.ts';
import { VortexApiError } from './api-errors.ts';
import type { ApiReply } from './request/api-reply.ts';
import { invitationsPath } from './request/path.ts';
import { hasId, invitationsReply } from './request/replies.ts';
import type { Requester } from './request/requester.ts';
import { fromWire } from './scopes.ts';
import { wireTargetType } from './target-type.ts';
import type { AcceptInvitationParam, AcceptUser } from './types/actions.ts';
import type { InvitationResult } from './types/invitation.ts';
import type { RequestOptions } from './types/options.ts';

export async function acceptInvitations(
  send: Requester,
  invitationIds: readonly string[],
  acceptor: AcceptInvitationParam,
  options?: RequestOptions,
): Promise<InvitationResult[]> {
  checkIds(invitationIds);
  const users = toUsers(acceptor);
  const accepted = new Map<string, InvitationResult>();
  // To its caller this is one call, which may have to be repeated as a whole.
  const idempotencyKey = options?.idempotencyKey ?? (users.length > 1 ? crypto.randomUUID() : undefined);
  for (const [part, user] of users.entries()) {
    const own = { ...options, idempotencyKey };
    const reply = await send('POST', invitationsPath`/accept`, own, { body: { invitationIds, user }, part });
    for (const invitation of acceptReply(reply)) accepted.set(invitation.id, invitation);
  }
  return [...accepted.values()];
}

export async function acceptInvitation(
  send: Requester,
  invitationId: string,
  acceptor: AcceptInvitationParam,
  options?: RequestOptions,
): Promise<InvitationResult> {
  const accepted = await acceptInvitations(send, [invitationId], acceptor, options);
  const invitation = accepted.find(({ id }) => id === invitationId) ?? accepted[0];
  if (invitation) return invitation;
  throw new VortexApiError('invalid_response', 'The answer has no invitation. Read it to see its status.');
}

/**
 * Documented as `{ invitations }`, typed elsewhere as one invitation. Both are accepted, and so is a bare list
 * (docs/protocol.md §3.7).
 */
function acceptReply(reply: ApiReply): InvitationResult[] {
  const { json } = reply;
  return hasId<InvitationResult>(json) ? [fromWire(json)] : invitationsReply(reply);
}

function checkIds(ids: unknown): void {
  if (Array.isArray(ids) && ids.length > 0 && ids.every(isText)) return;
  throw invalidArgument('Accepting needs at least one invitation id.');
}

/** The users that requests are made for: one, except for several older targets of one kind. */
function toUsers(acceptor: unknown): AcceptUser[] {
  if (!Array.isArray(acceptor)) return [toUser(acceptor)];
  const users = acceptor.map(toUser);
  const emails = users.filter(({ email }) => email);
  const phones = users.filter(({ email }) => !email);
  if (emails.length > 1 || phones.length > 1) return users;
  // An email address and a phone number belong to one person; accepting twice would find the invitation used up.
  return [toUser({ ...phones[0], ...emails[0] })];
}

function toUser(acceptor: unknown): AcceptUser {
  const user = isRecord(acceptor) && 'type' in acceptor && 'value' in acceptor ? fromTarget(acceptor) : acceptor;
  if (isRecord(user) && (user.email || user.phone)) return user;
  throw invalidArgument('Accepting needs { email } or { phone }.');
}

function fromTarget({ type, value, name }: Record<string, unknown>): Record<string, unknown> {
  const kind = wireTargetType(type);
  return kind && typeof value === 'string' ? { [kind]: value, ...(isText(name) && { name }) } : {};
}
