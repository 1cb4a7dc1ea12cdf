import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, DEPLOYMENT_ID, ENVIRONMENT_ID, PROJECT_ID } from '../../shared/constants.ts';
import { iso } from '../clock.ts';
import type { Invitation } from '../wire.ts';

/** A webhook event's envelope (protocol §4.2). */
export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly accountId: string;
  readonly environmentId: string | null;
  readonly sourceTable: string;
  readonly operation: 'insert' | 'update' | 'delete';
  readonly data: Readonly<Record<string, unknown>>;
}

/** An analytics event's envelope (protocol §4.2). */
export interface AnalyticsEvent {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly environmentId: string;
  readonly deploymentId: string | null;
  readonly widgetConfigurationId: string | null;
  readonly foreignUserId: string | null;
  readonly sessionId: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly platform: string | null;
  readonly segmentation: string | null;
  readonly timestamp: string;
}

/** Anything that is delivered to a webhook. */
export type EmulatorEvent = WebhookEvent | AnalyticsEvent;

/** An event's `type` or, for analytics, its `name`. */
export function eventName(event: EmulatorEvent): string {
  return 'type' in event ? event.type : event.name;
}

/** @param data - What the event says; the real contents per type are not documented (protocol §4.3). */
export function webhookEvent(
  type: string,
  now: number,
  data: Readonly<Record<string, unknown>>,
  sourceTable = 'invitations',
): WebhookEvent {
  return {
    id: randomUUID(),
    type,
    timestamp: iso(now),
    accountId: ACCOUNT_ID,
    environmentId: ENVIRONMENT_ID,
    sourceTable,
    operation: /\.(created|added)$/.test(type) ? 'insert' : 'update',
    data,
  };
}

/** The row, and the two names that examples of the official documentation read: `invitationId` and `targetEmail`. */
export function invitationData(invitation: Invitation): Record<string, unknown> {
  const email = invitation.target.find(({ type }) => type === 'email')?.value ?? null;
  return { ...invitation, invitationId: invitation.id, targetEmail: email };
}

/** What an analytics event is about. */
export interface AnalyticsSubject {
  readonly componentId: string;
  /** Whoever invites, or uses the component. */
  readonly userId: string;
  readonly sessionId?: string | undefined;
  readonly invitationId?: string | undefined;
}

export function analyticsEvent(name: string, now: number, about: AnalyticsSubject): AnalyticsEvent {
  return {
    id: randomUUID(),
    name,
    accountId: ACCOUNT_ID,
    organizationId: ACCOUNT_ID,
    projectId: PROJECT_ID,
    environmentId: ENVIRONMENT_ID,
    deploymentId: DEPLOYMENT_ID,
    widgetConfigurationId: about.componentId,
    foreignUserId: about.userId,
    sessionId: about.sessionId ?? null,
    payload: about.invitationId === undefined ? null : { invitationId: about.invitationId },
    platform: null,
    segmentation: null,
    timestamp: iso(now),
  };
}
