import type {
  InvitationEventData,
  VortexAnalyticsEvent,
  VortexEvent,
  VortexWebhookEvent,
  WebhookEventDataMap,
  WebhookEventType,
} from '@vortex/core';
import { ACCOUNT_ID, DEPLOYMENT_ID, ENVIRONMENT_ID, PROJECT_ID } from '../../shared/constants.ts';
import { newId } from '../../shared/new-id.ts';
import { iso } from '../clock.ts';
import type { WireInvitation } from '../wire.ts';

/** A webhook event: core's {@link VortexWebhookEvent}. */
export type WebhookEvent = VortexWebhookEvent;

/** An analytics event: core's {@link VortexAnalyticsEvent}. */
export type AnalyticsEvent = VortexAnalyticsEvent;

/** Anything that is delivered to a webhook endpoint: core's {@link VortexEvent}. */
export type EmulatorEvent = VortexEvent;

/** An event's `type` or, for analytics, its `name`. */
export function eventName(event: EmulatorEvent): string {
  return event.type ?? event.name;
}

/** Whether it goes only to endpoints that ask for it. */
export function isAnalytics(event: EmulatorEvent): boolean {
  return event.type === undefined;
}

/**
 * The event of this type and data.
 *
 * @param data - What the event says; the real contents per type are not documented (docs/protocol.md §4.3).
 */
export function webhookEvent<Type extends WebhookEventType>(
  type: Type,
  now: number,
  data: WebhookEventDataMap[Type],
  sourceTable?: string,
): VortexEvent<Type>;
export function webhookEvent(type: string, now: number, data: object, sourceTable = 'invitations'): object {
  return {
    id: newId(),
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
export function invitationData(invitation: WireInvitation): InvitationEventData {
  const email = invitation.target.find(({ type }) => type === 'email')?.value;
  return { ...invitation, invitationId: invitation.id, ...(email !== undefined && { targetEmail: email }) };
}

/** What an analytics event is about. */
export interface AnalyticsSubject {
  readonly componentId: string | null;
  /** The person who invites, or uses the component. */
  readonly userId: string;
  readonly sessionId?: string | undefined;
  readonly invitationId?: string | undefined;
}

/** What a client says itself about what has happened in it. */
export type ClientTelemetry = Partial<
  Pick<AnalyticsEvent, 'payload' | 'platform' | 'segmentation' | 'timestamp' | 'useragent' | 'groups'>
>;

export function analyticsEvent(
  name: string,
  now: number,
  about: AnalyticsSubject,
  telemetry: ClientTelemetry = {},
): AnalyticsEvent {
  return {
    id: newId(),
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
    ...telemetry,
  };
}
