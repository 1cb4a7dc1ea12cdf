import { ACCOUNT_ID, DEPLOYMENT_ID, PROJECT_ID } from '../shared/constants.ts';
import { iso } from './clock.ts';
import type {
  Acceptance,
  InvitationRecord,
  InvitationStatus,
  InvitationType,
  Scope,
  Target,
  TargetType,
} from './types.ts';

/**
 * An invitation as the API answers it (protocol §3.4): `groups` and the flat `scope`/`scopeType`, and both names of
 * the component, because the documentation and the SDKs disagree on which of them is sent.
 */
export interface Invitation {
  readonly id: string;
  readonly accountId: string;
  readonly projectId: string;
  readonly deploymentId: string;
  readonly widgetConfigurationId: string;
  readonly widgetId: string;
  readonly status: InvitationStatus;
  readonly invitationType: InvitationType;
  readonly deliveryTypes: readonly TargetType[];
  readonly deliveryCount: number;
  readonly clickThroughs: number;
  readonly views: number;
  readonly target: readonly Target[];
  readonly groups: readonly Scope[];
  readonly scope?: string;
  readonly scopeType?: string;
  readonly accepts: readonly Acceptance[];
  readonly foreignCreatorId: string;
  readonly creatorName: string | null;
  readonly creatorAvatarUrl: string | null;
  readonly formSubmissionData: Readonly<Record<string, unknown>> | null;
  readonly configurationAttributes: Readonly<Record<string, unknown>> | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly source: string;
  readonly subtype: string | null;
  readonly shortLink: string;
  readonly createdAt: string;
  readonly modifiedAt: string | null;
  readonly deactivated: boolean;
  readonly expired: boolean;
  readonly expires?: string;
}

/** @param origin - Where this emulator's short links live. */
export function toWire(record: InvitationRecord, origin: string): Invitation {
  const [scope] = record.scopes;
  const form = formData(record);
  return {
    id: record.id,
    accountId: ACCOUNT_ID,
    projectId: PROJECT_ID,
    deploymentId: DEPLOYMENT_ID,
    widgetConfigurationId: record.componentId,
    widgetId: record.componentId,
    status: record.status,
    invitationType: record.type,
    deliveryTypes: record.deliveryTypes,
    deliveryCount: record.deliveryCount,
    clickThroughs: record.clickThroughs,
    views: record.views,
    target: record.targets,
    groups: record.scopes,
    ...(scope && { scope: scope.groupId, scopeType: scope.type }),
    accepts: record.accepts.slice(),
    foreignCreatorId: record.inviter.id,
    creatorName: record.inviter.name,
    creatorAvatarUrl: record.inviter.avatarUrl,
    formSubmissionData: form,
    configurationAttributes: form,
    attributes: null,
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

export function shortLink(record: InvitationRecord, origin: string): string {
  return `${origin}/i/${record.code}`;
}

/** What a component's form would have submitted for this target. */
function formData(record: InvitationRecord): Readonly<Record<string, unknown>> | null {
  const [target] = record.targets;
  return target ? { [target.type]: { type: target.type, value: target.value } } : null;
}
