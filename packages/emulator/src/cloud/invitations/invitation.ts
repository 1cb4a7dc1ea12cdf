import { ACCOUNT_ID, PROJECT_ID } from '../../shared/constants.ts';
import { newId } from '../../shared/new-id.ts';
import { iso } from '../clock.ts';
import type { InvitationRecord, Target } from '../types.ts';

/**
 * The state machine of one invitation (docs/protocol.md §6.3; the status names are facts, most transitions are this
 * emulator's choice). Each function changes the record and notes it in the timeline; saving it, telling webhooks and
 * sending mail are others' work.
 */

/** Whether it can still be accepted, and so appears in lists. */
export function isOpen(record: InvitationRecord): boolean {
  return (
    !record.deactivated && !record.expired && record.status !== 'accepted' && record.status !== 'accepted_elsewhere'
  );
}

/** Whom of its targets a message goes to; one inside the app gets none. */
export function addressee({ targets }: Pick<InvitationRecord, 'targets'>): Target | undefined {
  return targets.find(({ type }) => type === 'email' || type === 'phone');
}

/** Why a closed invitation is closed, in words for an answer; `undefined` while it is open. */
export function closedBecause(record: InvitationRecord): string | undefined {
  if (record.deactivated) return 'was revoked or declined';
  if (record.expired) return 'has expired';
  if (record.status === 'accepted') return 'was already accepted';
  if (record.status === 'accepted_elsewhere')
    return 'was closed because the same person accepted another invitation to this scope';
  return undefined;
}

export function note(record: InvitationRecord, now: number, what: string): void {
  record.modifiedAt = now;
  // As long as it is, and no longer: an array that is pushed to keeps room for sixteen more.
  record.timeline = record.timeline.concat({ at: now, what });
}

/** An email leaves: queued, sending, sent, and delivered unless it bounces. */
export function sendEmail(record: InvitationRecord, now: number, bounces: boolean): void {
  for (const status of ['sending', 'sent'] as const) {
    record.status = status;
    note(record, now, status);
  }
  if (!bounces) record.status = 'delivered';
  note(record, now, bounces ? 'bounced' : 'delivered');
}

export function queueAgain(record: InvitationRecord, now: number): void {
  record.status = 'queued';
  record.deliveryCount += 1;
  note(record, now, 'reminder queued');
}

export function click(record: InvitationRecord, now: number): void {
  record.clickThroughs += 1;
  note(record, now, 'link clicked');
}

export function view(record: InvitationRecord): void {
  record.views += 1;
}

export function unfurl(record: InvitationRecord, now: number): void {
  if (record.status === 'shared') record.status = 'unfurled';
  note(record, now, 'preview fetched');
}

export function accept(record: InvitationRecord, now: number, target: Target, isExisting?: boolean): void {
  record.accepts.push({
    id: newId(),
    accountId: ACCOUNT_ID,
    projectId: PROJECT_ID,
    acceptedAt: iso(now),
    target,
    ...(isExisting !== undefined && { isExisting }),
  });
  // A share link and an autojoin invitation stay open for the next person.
  if (record.type === 'single_use') record.status = 'accepted';
  note(record, now, `accepted by ${target.value}`);
}

export function acceptElsewhere(record: InvitationRecord, now: number): void {
  record.status = 'accepted_elsewhere';
  note(record, now, 'accepted elsewhere');
}

export function deactivate(
  record: InvitationRecord,
  now: number,
  how: 'revoked' | 'declined' | 'autojoin turned off',
): void {
  record.deactivated = true;
  note(record, now, how);
}

export function reactivate(record: InvitationRecord, now: number): void {
  record.deactivated = false;
  note(record, now, 'autojoin turned on again');
}

export function expire(record: InvitationRecord, now: number): void {
  record.expired = true;
  note(record, now, 'expired');
}
