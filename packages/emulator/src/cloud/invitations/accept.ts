import { announce, announceMember, type Cloud, measure } from '../cloud.ts';
import { CloudError } from '../cloud-error.ts';
import type { InvitationRecord, Target } from '../types.ts';
import { domainOf, scopeKey, targetKey } from './addresses.ts';
import { closed, getInvitation, isAddressedTo } from './find.ts';
import type { AcceptInput } from './input.ts';
import { accept, acceptElsewhere, isOpen } from './invitation.ts';

/** What is known about an accept beside who accepts. */
export interface AcceptDetails {
  readonly isExisting?: boolean | undefined;
}

/** Endpoint 5. Either all of the invitations are accepted or, when one of them can't be, none. */
export function acceptInvitations(cloud: Cloud, input: AcceptInput): InvitationRecord[] {
  const records = input.invitationIds.map((id) => getInvitation(cloud, id));
  for (const record of records) refuseUnfit(cloud, record, input);
  return records.map((record) => {
    acceptAs(cloud, record, acceptor(record, input), { isExisting: input.isExisting });
    return record;
  });
}

/** One checked accept, and everything that follows from it (docs/protocol.md §6.3). */
export function acceptAs(cloud: Cloud, record: InvitationRecord, target: Target, { isExisting }: AcceptDetails): void {
  // A person who opens a share link twice has joined once.
  const key = targetKey(target.type, target.value);
  if (record.accepts.some((entry) => targetKey(entry.target.type, entry.target.value) === key)) return;
  const now = cloud.clock.now();
  accept(record, now, target, isExisting);
  cloud.store.save(record);
  settleOthers(cloud, record, target);
  const [scope] = record.scopes;
  const member = {
    invitationId: record.id,
    ...(target.type === 'email' && { targetEmail: target.value }),
    member: target,
    ...(isExisting !== undefined && { isExisting }),
    groups: record.scopes,
    ...(scope && { scope: scope.groupId, scopeType: scope.type }),
  };
  announce(cloud, 'invitation.accepted', record, {
    data: { acceptedBy: target, ...(isExisting !== undefined && { isExisting }) },
  });
  announceMember(cloud, 'member.created', 'members', member);
  for (const { groupId, type, name } of record.scopes) {
    announceMember(cloud, 'group.member.added', 'group_members', {
      ...member,
      groupId,
      groupType: type,
      groupName: name,
    });
  }
  measure(cloud, 'invitation_accepted', record);
}

/** Closes the person's other invitations to the same scopes: there is nothing left to accept in them. */
function settleOthers(cloud: Cloud, record: InvitationRecord, target: Target): void {
  const scopes = new Set(record.scopes.map(({ type, groupId }) => scopeKey(type, groupId)));
  for (const { type, value } of [target, ...record.targets]) {
    for (const other of cloud.store.open.byTarget(type, value)?.all() ?? []) {
      if (other === record || other.type !== 'single_use') continue;
      if (!other.scopes.some((scope) => scopes.has(scopeKey(scope.type, scope.groupId)))) continue;
      acceptElsewhere(other, cloud.clock.now());
      cloud.store.save(other);
    }
  }
}

/** The address the acceptor is recorded by: the invited one if it is theirs, else their email, else their phone. */
function acceptor(record: InvitationRecord, { email, phone, name }: AcceptInput): Target {
  const byPhone = phone !== undefined && (email === undefined || isAddressedTo(record, 'phone', phone));
  const value = (byPhone ? phone : email) ?? '';
  return { type: byPhone ? 'phone' : 'email', value: value.trim(), name: name ?? null, avatarUrl: null };
}

function refuseUnfit(cloud: Cloud, record: InvitationRecord, { email, phone }: AcceptInput): void {
  if (!isOpen(record)) throw closed(record, 'be accepted');
  if (record.type === 'autojoin') {
    const scope = record.scopes[0];
    const domains = scope && cloud.store.autojoin.get(scopeKey(scope.type, scope.groupId))?.domains;
    if (email && domains?.has(domainOf(email))) return;
    throw new CloudError(
      'domain_not_allowed',
      `Invitation ${record.id} is for email addresses of ${[...(domains?.keys() ?? [])].join(', ')}. Accept it as a user whose email has one of these domains.`,
    );
  }
  if (!cloud.settings.acceptOnlyByTarget || record.type === 'multi_use') return;
  if (email && isAddressedTo(record, 'email', email)) return;
  if (phone && isAddressedTo(record, 'phone', phone)) return;
  throw new CloudError(
    'not_the_target',
    `Invitation ${record.id} is for somebody else, and this emulator runs with acceptOnlyByTarget. Accept it with the address that it was sent to.`,
  );
}
