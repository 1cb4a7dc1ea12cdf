import type { ApiKeys } from './api-keys.ts';
import type { Clock } from './clock.ts';
import { analyticsEvent, invitationData, webhookEvent } from './event.ts';
import { expire } from './invitation.ts';
import type { Outbox } from './outbox.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { InvitationRecord } from './types.ts';
import type { Webhooks } from './webhooks.ts';
import { toWire } from './wire.ts';

/** One emulated Vortex Cloud: what all of its parts share. */
export interface Cloud {
  readonly settings: Settings;
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly webhooks: Webhooks;
  /** `http://127.0.0.1:4400`; known once the socket listens. */
  origin: string;
  /** While it is seeded, nobody is told. */
  quiet: boolean;
}

/** Tells webhooks that something happened to an invitation. */
export function announce(
  cloud: Cloud,
  type: string,
  record: InvitationRecord,
  more: Record<string, unknown> = {},
): void {
  // Building a row that nobody wants would be most of the work of creating an invitation.
  if (cloud.quiet || !cloud.webhooks.wanted(type, false)) return;
  const data = { ...invitationData(toWire(record, cloud.origin)), ...more };
  cloud.webhooks.emit(webhookEvent(type, cloud.clock.now(), data));
}

/** Tells webhooks that a person became a member, which is no row of `invitations`. */
export function announceMember(cloud: Cloud, type: string, sourceTable: string, data: Record<string, unknown>): void {
  if (cloud.quiet || !cloud.webhooks.wanted(type, false)) return;
  cloud.webhooks.emit(webhookEvent(type, cloud.clock.now(), data, sourceTable));
}

/** Sends an analytics event to the subscriptions that name it. */
export function measure(cloud: Cloud, name: string, record: InvitationRecord): void {
  if (cloud.quiet || !cloud.webhooks.wanted(name, true)) return;
  cloud.webhooks.emit(analyticsEvent(name, cloud.clock.now(), toWire(record, cloud.origin)));
}

/** Marks the invitations whose time is over. Called before anything is read or changed. */
export function expireDue(cloud: Cloud): void {
  const now = cloud.clock.now();
  for (const record of cloud.store.open.takeExpired(now)) {
    expire(record, record.expiresAt ?? now);
    cloud.store.save(record);
  }
}
