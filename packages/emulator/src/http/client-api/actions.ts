import { catchUp } from '../../cloud/catch-up.ts';
import { announce, type Cloud } from '../../cloud/cloud.ts';
import { acceptAs } from '../../cloud/invitations/accept.ts';
import { domainOf, scopeKey, shareKey } from '../../cloud/invitations/addresses.ts';
import { closed, getInvitation, isAddressedTo } from '../../cloud/invitations/find.ts';
import type { CreateInput } from '../../cloud/invitations/input.ts';
import { isOpen } from '../../cloud/invitations/invitation.ts';
import { draftInvitation, listByTarget, refuseUnknownComponent, revoke } from '../../cloud/invitations/invitations.ts';
import type { InvitationRecord, Target } from '../../cloud/types.ts';
import { formOf } from '../../cloud/wire.ts';
import { ApiError } from '../api-error.ts';
import type { Bearer } from './bearer.ts';

/** The open invitations that a person has sent. */
export function listSent(cloud: Cloud, { id }: Bearer): InvitationRecord[] {
  catchUp(cloud);
  return cloud.store.open.byInviter(id)?.all() ?? [];
}

/** The open invitations that a person may accept: by email, by phone, and inside the app. */
export function listIncoming(cloud: Cloud, { id, email, phone }: Bearer): InvitationRecord[] {
  const found = [
    ...(email ? listByTarget(cloud, 'email', email) : []),
    ...(phone ? listByTarget(cloud, 'phone', phone) : []),
    ...listByTarget(cloud, 'internal', id),
  ];
  return [...new Set(found)].sort((one, other) => one.sequence - other.sequence);
}

/** A link that anybody may accept, as often as wanted: the one that is open already, or a new one. */
export function shareLink(cloud: Cloud, input: Omit<CreateInput, 'targets'>): InvitationRecord {
  catchUp(cloud);
  refuseUnknownComponent(cloud, input.componentId);
  const open = cloud.store.open.shared(shareKey(input.inviter.userId, input.componentId, input.scopes));
  if (open) return open;
  const base = draftInvitation(cloud, { ...input, targets: [nobody] });
  const record: InvitationRecord = {
    ...base,
    type: 'multi_use',
    deliveryTypes: ['share'],
    targets: [{ ...nobody, value: base.code }],
    formData: input.formData ?? formOf([{ ...nobody, value: base.code }]),
    status: 'shared',
    deliveryCount: 0,
    remindAt: null,
  };
  cloud.store.save(record);
  announce(cloud, 'invitation.created', record);
  return record;
}

const nobody: Target = { type: 'share', value: '', name: null, avatarUrl: null };

/** One invitation, for those whom it concerns. To others it does not exist. */
export function seeInvitation(cloud: Cloud, bearer: Bearer, id: string): InvitationRecord {
  const record = getInvitation(cloud, id);
  if (record.inviter.id === bearer.id || claimOf(cloud, bearer, record)) return record;
  throw new ApiError(
    404,
    'invitation_not_found',
    `No invitation ${JSON.stringify(id.slice(0, 100))} is from or to this user.`,
  );
}

/** Its creator revokes it, the person it is for declines it. */
export function withdraw(cloud: Cloud, bearer: Bearer, id: string): void {
  const record = seeInvitation(cloud, bearer, id);
  const own = record.inviter.id === bearer.id;
  if (!own && record.type !== 'single_use')
    throw new ApiError(403, 'not_yours', 'Only the creator can end a share link or an autojoin invitation.');
  revoke(cloud, id, own ? 'revoked' : 'declined');
}

/** Accepts one invitation as the bearer of the token, who must be whom it is for. */
export function acceptAsBearer(cloud: Cloud, bearer: Bearer, id: string, isExisting?: boolean): InvitationRecord {
  const record = getInvitation(cloud, id);
  const target = claimOf(cloud, bearer, record);
  if (!target)
    throw new ApiError(403, 'not_the_target', `Invitation ${id} is for somebody else than the user of this token.`);
  if (!isOpen(record)) throw closed(record, 'be accepted');
  acceptAs(cloud, record, target, { isExisting });
  return record;
}

/** As whom a person may accept an invitation: the address it went to, or the one they have. */
function claimOf(cloud: Cloud, { id, email, phone, name, avatarUrl }: Bearer, record: InvitationRecord) {
  const addresses: Target[] = [];
  const add = (type: 'email' | 'phone' | 'internal', value: string | undefined) => {
    if (value) addresses.push({ type, value, name: name ?? null, avatarUrl: avatarUrl ?? null });
  };
  add('email', email);
  add('phone', phone);
  add('internal', id);
  if (record.type === 'multi_use') return addresses[0];
  if (record.type === 'single_use') return addresses.find(({ type, value }) => isAddressedTo(record, type, value));
  const [scope] = record.scopes;
  const domains = scope && cloud.store.autojoin.get(scopeKey(scope.type, scope.groupId))?.domains;
  return email && domains?.has(domainOf(email)) ? addresses[0] : undefined;
}
