import { PAGE_SIZE } from '../../shared/constants.ts';
import { catchUp } from '../catch-up.ts';
import { announce, type Cloud, measure } from '../cloud.ts';
import { CloudError } from '../cloud-error.ts';
import type { InvitationRecord, TargetType } from '../types.ts';
import { formOf } from '../wire.ts';
import { acceptAs } from './accept.ts';
import { domainOf } from './addresses.ts';
import { joinByDomain } from './autojoin.ts';
import { closed, getInvitation } from './find.ts';
import type { CreateInput, SyncInput } from './input.ts';
import { deactivate, isOpen } from './invitation.ts';
import { nextReminder } from './reminders.ts';
import { remind, send } from './sending.ts';

/** What a create gives back: the record, and the status it had when it was answered. */
export interface Created {
  readonly record: InvitationRecord;
  readonly status: string;
}

/** Endpoint 2. The second create for the same scope and target answers as `duplicates` says (docs/protocol.md §3.3). */
export function createInvitation(cloud: Cloud, input: CreateInput): Created {
  catchUp(cloud);
  const { settings, store } = cloud;
  refuseUnknownComponent(cloud, input.componentId);
  const record = draftInvitation(cloud, input);
  const twin = settings.duplicates === 'allow' ? undefined : store.open.twin(record);
  if (twin && settings.duplicates === 'return-existing') return { record: twin, status: twin.status };
  if (twin) {
    throw new CloudError(
      'duplicate_invitation',
      `There is already an open invitation for this target and scope: ${twin.id}. Use it, send it again with POST /api/v1/invitations/${twin.id}/reinvite, or revoke it first.`,
    );
  }
  store.save(record);
  announce(cloud, 'invitation.created', record);
  measure(cloud, 'invitation_sent', record);
  send(cloud, record, 'invitation', record.createdAt);
  return { record, status: 'queued' };
}

/** An invitation that nobody knows of yet. */
export function draftInvitation({ settings, store, clock }: Cloud, input: CreateInput): InvitationRecord {
  const now = clock.now();
  const { id, sequence, code } = store.identify();
  const { userId, email, name, avatarUrl } = input.inviter;
  // Every field by its name: a record that begins with others spread into it takes more room.
  const record: InvitationRecord = {
    id,
    sequence,
    code,
    componentId: input.componentId,
    type: 'single_use',
    deliveryTypes: [...new Set(input.targets.map(({ type }) => type))],
    targets: input.targets,
    scopes: input.scopes.map(({ type, groupId, name }) => store.scope(type, groupId, name, now)),
    inviter: store.inviter({ id: userId, email, name, avatarUrl }),
    source: input.source,
    subtype: input.subtype,
    templateVariables: input.templateVariables,
    metadata: input.metadata,
    formData: input.formData ?? formOf(input.targets),
    attributes: input.attributes,
    passThrough: input.passThrough,
    unfurlConfig: input.unfurlConfig,
    createdAt: now,
    expiresAt: settings.invitationLifetime === null ? null : now + settings.invitationLifetime,
    status: 'queued',
    deliveryCount: 1,
    clickThroughs: 0,
    views: 0,
    deactivated: false,
    expired: false,
    modifiedAt: null,
    accepts: [],
    timeline: [{ at: now, what: 'created' }],
    remindAt: null,
  };
  record.remindAt = nextReminder(record, settings.reminders, now);
  return record;
}

/** Endpoint 1: open invitations to that person, and the autojoin invitations of the email's domain. Not paged. */
export function listByTarget(cloud: Cloud, type: TargetType, value: string): InvitationRecord[] {
  catchUp(cloud);
  const addressed = cloud.store.open.byTarget(type, value)?.all() ?? [];
  if (type !== 'email') return addressed;
  joinByDomain(cloud, { email: value });
  const joinable = cloud.store.autojoinOf(domainOf(value)).flatMap(({ invitationId }) => {
    const record = invitationId === null ? undefined : cloud.store.byId(invitationId);
    return record && isOpen(record) ? [record] : [];
  });
  return [...addressed, ...joinable];
}

/** Endpoint 7: one page of a scope's open invitations, oldest first. `start` is an offset (docs/protocol.md §3.3). */
export function listByScope(cloud: Cloud, scopeType: string, scope: string, start: number): InvitationRecord[] {
  catchUp(cloud);
  return cloud.store.open.byScope(scopeType, scope)?.page(start, PAGE_SIZE) ?? [];
}

/** Endpoint 4. The record stays and says `deactivated`; a second revoke changes nothing and is no error. */
export function revoke(cloud: Cloud, id: string, how: 'revoked' | 'declined' = 'revoked'): InvitationRecord {
  const record = getInvitation(cloud, id);
  if (record.deactivated || record.expired) return record;
  if (!isOpen(record)) throw closed(record, 'be revoked');
  deactivate(record, cloud.clock.now(), how);
  cloud.store.save(record);
  announce(cloud, 'invitation.deactivated', record);
  return record;
}

/** Endpoint 8: revokes every open invitation of a scope. */
export function deleteByScope(cloud: Cloud, scopeType: string, scope: string): number {
  catchUp(cloud);
  const records = cloud.store.open.byScope(scopeType, scope)?.all() ?? [];
  for (const record of records) revoke(cloud, record.id);
  return records.length;
}

/** Endpoint 6. The answer says `queued`; then it is sent, as the first time. */
export function reinvite<T>(cloud: Cloud, id: string, answer: (record: InvitationRecord) => T): T {
  const record = getInvitation(cloud, id);
  if (!isOpen(record)) throw closed(record, 'be sent again');
  if (record.type !== 'single_use') {
    throw new CloudError(
      'nothing_to_send',
      `Invitation ${id} is a link or an email domain. It is not sent to anyone, so it can't be sent again.`,
    );
  }
  return remind(cloud, record, cloud.clock.now(), () => answer(record));
}

/** Endpoint 12: settles what was accepted or declined inside the customer's app. */
export function syncInternal(
  cloud: Cloud,
  { creatorId, targetValue, action, componentId }: SyncInput,
): InvitationRecord[] {
  catchUp(cloud);
  const pending = (cloud.store.open.byTarget('internal', targetValue)?.all() ?? []).filter(
    (record) => record.inviter.id === creatorId && record.componentId === componentId,
  );
  if (pending.length === 0) {
    throw new CloudError(
      'invitation_not_found',
      `No pending internal invitation found from creator ${JSON.stringify(creatorId)} to ${JSON.stringify(targetValue)} for component ${JSON.stringify(componentId)}. All three must be the values that it was created with.`,
    );
  }
  for (const record of pending) {
    const target = record.targets.find(({ type }) => type === 'internal');
    if (action === 'declined') revoke(cloud, record.id, 'declined');
    else if (target) acceptAs(cloud, record, target, { isExisting: true });
  }
  return pending;
}

/** @throws {CloudError} `component_not_found` for a component that the seed does not name, if it names any. */
export function refuseUnknownComponent({ settings: { components } }: Cloud, id: string): void {
  if (!components || components.has(id)) return;
  throw new CloudError(
    'component_not_found',
    `No component has the id ${JSON.stringify(id.slice(0, 100))}. This emulator was seeded with: ${[...components].join(', ')}. Leave "components" out of the seed to accept any id.`,
  );
}
