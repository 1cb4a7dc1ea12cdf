import type { InvitationAcceptedEventData, WebhookEventDataMap, WebhookEventType } from '@vortex/core';
import type { ApiKeys } from './api-keys.ts';
import type { Clock } from './clock.ts';
import type { Store } from './invitations/store.ts';
import type { ClickedLinks } from './links/clicked-links.ts';
import type { Outbox } from './mail/outbox.ts';
import type { Settings } from './settings.ts';
import type { InvitationRecord } from './types.ts';
import {
  type AnalyticsSubject,
  analyticsEvent,
  type ClientTelemetry,
  invitationData,
  webhookEvent,
} from './webhooks/event.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import { toWire } from './wire.ts';

/** One emulated Vortex Cloud: what all of its parts share. */
export interface Cloud {
  readonly settings: Settings;
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly webhooks: Webhooks;
  readonly clickedLinks: ClickedLinks;
  /** `http://127.0.0.1:4400`; known once the socket listens. */
  origin: string;
  /** While it is seeded, nobody is told. */
  quiet: boolean;
}

type InvitationEventType = Extract<WebhookEventType, `invitation.${string}`>;
type MemberEventType = 'member.created' | 'group.member.added';

/** What is said of an event beside the invitation itself. */
export interface EventDetails {
  /** Further fields of its `data`. */
  readonly data?: Pick<InvitationAcceptedEventData, 'acceptedBy' | 'isExisting'>;
  /** When it happened. Default: now. */
  readonly at?: number;
}

/** Tells webhooks that something happened to an invitation. */
export function announce(
  cloud: Cloud,
  type: InvitationEventType,
  record: InvitationRecord,
  details: EventDetails = {},
): void {
  // Building a row that nobody wants would be most of the work of creating an invitation.
  if (cloud.quiet || !cloud.webhooks.wanted(type, false)) return;
  const data = { ...invitationData(toWire(record, cloud.origin)), ...details.data };
  cloud.webhooks.emit(webhookEvent(type, details.at ?? cloud.clock.now(), data));
}

/** Tells webhooks that a person became a member, which is no row of `invitations`. */
export function announceMember<Type extends MemberEventType>(
  cloud: Cloud,
  type: Type,
  sourceTable: string,
  data: WebhookEventDataMap[Type],
): void {
  if (cloud.quiet || !cloud.webhooks.wanted(type, false)) return;
  cloud.webhooks.emit(webhookEvent<MemberEventType>(type, cloud.clock.now(), data, sourceTable));
}

/** Sends an analytics event about an invitation to the endpoints that name it. */
export function measure(cloud: Cloud, name: string, { id, componentId, inviter }: InvitationRecord): void {
  measureUse(cloud, name, { componentId, userId: inviter.id, invitationId: id });
}

/** Sends an analytics event about somebody who uses a component. */
export function measureUse(cloud: Cloud, name: string, about: AnalyticsSubject, telemetry?: ClientTelemetry): void {
  if (cloud.quiet || !cloud.webhooks.wanted(name, true)) return;
  cloud.webhooks.emit(analyticsEvent(name, cloud.clock.now(), about, telemetry));
}
