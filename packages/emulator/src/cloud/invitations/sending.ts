import { announce, type Cloud } from '../cloud.ts';
import type { InvitationRecord } from '../types.ts';
import { addressee, queueAgain, sendEmail } from './invitation.ts';

/**
 * Sends what an invitation sends. It happens at once, so that a test which has awaited the create sees the mail; the
 * answer of the request still says `queued`, as the real one does.
 */
export function send(cloud: Cloud, record: InvitationRecord, kind: 'invitation' | 'reminder', at: number): void {
  const target = addressee(record);
  if (!target) return;
  const bounces = target.type === 'email' && cloud.settings.bounces(target.value);
  cloud.outbox.put(record, kind, at, bounces);
  if (target.type === 'phone') return;
  sendEmail(record, at, bounces);
  cloud.store.save(record);
  announce(cloud, bounces ? 'invitation.email.bounced' : 'invitation.email.delivered', record, { at });
}

/**
 * Sends it once more.
 *
 * @param queued - Called while it waits to be sent.
 * @returns What that has returned.
 */
export function remind<T>(cloud: Cloud, record: InvitationRecord, at: number, queued: () => T): T {
  queueAgain(record, at);
  cloud.store.save(record);
  const seen = queued();
  announce(cloud, 'invitation.reminder.sent', record, { at });
  send(cloud, record, 'reminder', at);
  return seen;
}
