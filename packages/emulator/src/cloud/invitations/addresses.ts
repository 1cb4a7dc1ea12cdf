import { comparableAddress, comparableDomain } from '@vortex/core';
import type { InvitationRecord, TargetType } from '../types.ts';

/**
 * What all spellings of one address share, as the routes' rules compare them: nobody is listed what they can't accept.
 */
export function targetKey(type: TargetType, value: string): string {
  return `${type}\n${comparableAddress({ type, value })}`;
}

export function scopeKey(type: string, id: string): string {
  return `${type}\n${id}`;
}

/** The domain of an email address, in the form that all its spellings share; empty without one. */
export function domainOf(email: string): string {
  const [, domain = ''] = /@([^@]*)$/.exec(email) ?? [];
  return comparableDomain(domain);
}

/**
 * What identifies an open invitation: its target and its scopes (docs/protocol.md §3.3). An invitation inside the app,
 * or one without a scope, is also told apart by who invites and with which component, since only these make it that
 * one.
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
