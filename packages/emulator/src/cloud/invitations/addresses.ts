import type { InvitationRecord, TargetType } from '../types.ts';

/**
 * What two spellings of one address have in common: emails in lower case without white space around them, phone
 * numbers reduced to their digits and a leading plus, anything else only trimmed.
 */
export function normalizeAddress(type: TargetType, value: string): string {
  const trimmed = value.trim();
  if (type === 'email') return trimmed.toLowerCase();
  if (type === 'phone') return trimmed.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  return trimmed;
}

export function targetKey(type: TargetType, value: string): string {
  return `${type}\n${normalizeAddress(type, value)}`;
}

export function scopeKey(type: string, id: string): string {
  return `${type}\n${id}`;
}

/** The domain of an email address, in lower case; empty where there is none. */
export function domainOf(email: string): string {
  return normalizeAddress('email', email).split('@')[1] ?? '';
}

/**
 * What identifies an open invitation: its target and its scopes (protocol §3.3). An invitation inside the app, or one
 * without a scope, is also told apart by who invites and with which component, since only these make it that one.
 */
export function openKey(invitation: Pick<InvitationRecord, 'targets' | 'scopes' | 'inviter' | 'componentId'>): string {
  const targets = invitation.targets.map(({ type, value }) => targetKey(type, value));
  const scopes = invitation.scopes.map(({ type, groupId }) => scopeKey(type, groupId)).sort();
  const personal = scopes.length === 0 || invitation.targets.some(({ type }) => type === 'internal');
  return JSON.stringify([targets, scopes, personal ? [invitation.inviter.id, invitation.componentId] : []]);
}

/** What identifies an open share link: who shares it, with which component, into which scopes. */
export function shareKey(
  creatorId: string,
  componentId: string,
  scopes: readonly { readonly type: string; readonly groupId: string }[],
): string {
  return JSON.stringify([creatorId, componentId, scopes.map(({ type, groupId }) => scopeKey(type, groupId))]);
}
