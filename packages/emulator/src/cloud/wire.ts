import type {
  InvitationAcceptance,
  InvitationInviter,
  InvitationResult,
  InvitationScope,
  InvitationTarget,
} from '@vortex/core';
import { ACCOUNT_ID, DEPLOYMENT_ID, PROJECT_ID } from '../shared/constants.ts';
import { iso } from './clock.ts';
import type { Acceptance, InvitationRecord } from './types.ts';

/** An invitation as the emulator shows it: core's {@link InvitationResult}, with what the emulator always knows. */
export interface Invitation extends InvitationResult {
  /** The older name of `widgetConfigurationId`. */
  widgetId: string;
  projectId: string;
  deploymentId: string;
  /** The link to hand to the person. */
  shortLink: string;
  source: string;
  inviter: InvitationInviter | null;
  accepts: InvitationAcceptance[];
}

/**
 * An invitation as the API sends it (docs/protocol.md §3.4): `groups` and the flat `scope`/`scopeType`, and both names
 * of the component, because the documentation and the SDKs disagree on which of them is sent. `scopes` are the
 * client's.
 */
export interface WireInvitation extends Omit<Invitation, 'scopes' | 'groups'> {
  groups: Omit<InvitationScope, 'scopeId'>[];
}

/** @param origin - Where this emulator's short links live. */
export function toWire(record: InvitationRecord, origin: string): WireInvitation {
  const [scope] = record.scopes;
  const { inviter } = record;
  return {
    id: record.id,
    accountId: ACCOUNT_ID,
    projectId: PROJECT_ID,
    deploymentId: DEPLOYMENT_ID,
    widgetConfigurationId: record.componentId,
    widgetId: record.componentId,
    status: record.status,
    invitationType: record.type,
    deliveryTypes: record.deliveryTypes.slice(),
    deliveryCount: record.deliveryCount,
    clickThroughs: record.clickThroughs,
    views: record.views,
    target: record.targets.slice(),
    groups: record.scopes.slice(),
    ...(scope && { scope: scope.groupId, scopeType: scope.type }),
    accepts: record.accepts.map((entry) => toAcceptance(entry, record.id)),
    foreignCreatorId: inviter.id,
    creatorName: inviter.name,
    creatorAvatarUrl: inviter.avatarUrl,
    inviter: inviter.id === '' ? null : inviter,
    formSubmissionData: record.formData,
    configurationAttributes: record.formData,
    attributes: record.attributes,
    passThrough: record.passThrough,
    metadata: record.metadata,
    source: record.source,
    subtype: record.subtype,
    shortLink: shortLink(record, origin),
    createdAt: iso(record.createdAt),
    modifiedAt: record.modifiedAt === null ? null : iso(record.modifiedAt),
    deactivated: record.deactivated,
    expired: record.expired,
    ...(record.expiresAt !== null && { expires: iso(record.expiresAt) }),
  };
}

/** An invitation as a client gives it to its caller, its scopes filled in as those of {@link InvitationResult} are. */
export function toInvitation(record: InvitationRecord, origin: string): Invitation {
  const scopes = record.scopes.map((scope) => ({ ...scope, scopeId: scope.groupId }));
  return { ...toWire(record, origin), scopes, groups: scopes.slice() };
}

export function shortLink(record: InvitationRecord, origin: string): string {
  return `${origin}/i/${record.code}`;
}

/** With `target`, and flat as well: the server's SDKs read the one, the mobile ones the other. */
function toAcceptance(entry: Acceptance, invitationId: string): InvitationAcceptance {
  const { type, value, name } = entry.target;
  return {
    ...entry,
    invitationId,
    targetType: type,
    targetValue: value,
    email: type === 'email' ? value : null,
    phone: type === 'phone' ? value : null,
    name,
    ...(entry.isExisting !== undefined && { isExisting: entry.isExisting }),
  };
}

/** What a component's form would have submitted for these targets. */
export function formOf(targets: readonly InvitationTarget[]): Record<string, unknown> | null {
  if (targets.length === 0) return null;
  return Object.fromEntries(targets.map(({ type, value }) => [type, { type, value }]));
}
