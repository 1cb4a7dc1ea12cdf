import type { Cloud } from '../cloud.ts';
import type { InvitationRecord } from '../types.ts';
import { addressee } from './invitation.ts';
import { remind } from './sending.ts';

/** What decides when an invitation is due for a reminder. */
type Reminded = Pick<InvitationRecord, 'type' | 'targets' | 'createdAt' | 'expiresAt'>;

/**
 * When Vortex reminds the person next, strictly after a time; `null` when it does not any more. Only an email has
 * reminders, and only within the expiry window (docs/protocol.md §6.2); how long after the invitation is a choice.
 */
export function nextReminder(record: Reminded, delays: readonly number[], after: number): number | null {
  if (record.type !== 'single_use' || addressee(record)?.type !== 'email') return null;
  const end = record.expiresAt ?? Number.POSITIVE_INFINITY;
  const left = delays.map((delay) => record.createdAt + delay).filter((at) => at > after && at < end);
  return left.length === 0 ? null : Math.min(...left);
}

/** Sends the reminders whose time has come, in the order of their times, each as of its own. */
export function remindDue(cloud: Cloud, now: number): void {
  const records = cloud.store.open.takeReminders(now);
  const due: { readonly record: InvitationRecord; readonly at: number }[] = [];
  for (const record of records) {
    for (let at = record.remindAt; at !== null && at <= now; at = record.remindAt) {
      // Who could not be reached is not written to again.
      if (record.status === 'delivered') due.push({ record, at });
      record.remindAt = nextReminder(record, cloud.settings.reminders, at);
    }
    cloud.store.open.awaitReminder(record);
    cloud.store.save(record);
  }
  for (const { record, at } of due.sort((one, other) => one.at - other.at)) remind(cloud, record, at, () => undefined);
}
