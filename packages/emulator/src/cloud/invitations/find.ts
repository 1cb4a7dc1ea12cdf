import { catchUp } from '../catch-up.ts';
import type { Cloud } from '../cloud.ts';
import { CloudError } from '../cloud-error.ts';
import type { InvitationRecord, TargetType } from '../types.ts';
import { targetKey } from './addresses.ts';
import { closedBecause } from './invitation.ts';

/** Endpoint 3: open or closed, as long as it was ever made. */
export function getInvitation(cloud: Cloud, id: string): InvitationRecord {
  catchUp(cloud);
  const record = cloud.store.byId(id);
  if (record) return record;
  throw new CloudError(
    'invitation_not_found',
    `No invitation has the id ${JSON.stringify(id.slice(0, 100))}. It may have been created before this emulator was started or reset: without a data directory, its state is kept only in memory.`,
  );
}

/** The error for something that can't be done with a closed invitation. */
export function closed(record: InvitationRecord, verb: string): CloudError {
  return new CloudError(
    'invitation_closed',
    `Invitation ${record.id} ${closedBecause(record)}, so it can no longer ${verb}.`,
  );
}

/** Whether one of a person's addresses is one that the invitation is for. */
export function isAddressedTo(record: InvitationRecord, type: TargetType, value: string): boolean {
  const key = targetKey(type, value);
  return record.targets.some((target) => target.type === type && targetKey(type, target.value) === key);
}
