import type { Cloud } from './cloud.ts';
import { expire } from './invitations/invitation.ts';
import { remindDue } from './invitations/reminders.ts';

/** Does what time alone brings about: reminders and expiry. Called before anything is read or changed. */
export function catchUp(cloud: Cloud): void {
  const now = cloud.clock.now();
  remindDue(cloud, now);
  for (const record of cloud.store.open.takeExpired(now)) {
    expire(record, record.expiresAt ?? now);
    cloud.store.save(record);
  }
}
