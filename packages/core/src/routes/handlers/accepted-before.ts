import type { AcceptUser } from '../../client/types/actions.ts';
import type { InvitationResult } from '../../client/types/invitation.ts';
import { idString } from '../../shared/checks/id-string.ts';
import { comparableAddress } from '../../shared/comparable-address.ts';
import { Refusal } from '../refusal.ts';
import { type Address, addressesOf, isOwn, type VortexUser, verifiedEmail } from '../user/user.ts';

/** Tells the invitations that the person who accepts has accepted before: accepting those again is no error. */
export function acceptedBefore(acceptor: AcceptUser, user: VortexUser): (invitation: InvitationResult) => boolean {
  const addresses = addressesOf(acceptor);
  // Who acts as themselves may have accepted with another address of theirs.
  if (addresses.every((address) => isOwn(user, address))) addresses.push(...ownAddresses(user));
  const own = new Set(addresses.map(keyOf));
  // The Cloud's value may be a number, and one past the safe integers is nobody's.
  const isOwnTarget = (target: Address): boolean => idString(target.value) !== undefined && own.has(keyOf(target));
  return ({ accepts, status, target }) => {
    if (accepts?.length) return accepts.some((one) => one.target !== undefined && isOwnTarget(one.target));
    // The Cloud may leave out who has accepted (docs/protocol.md §3.4): then it was whom it was for.
    return status === 'accepted' && !!target?.length && target.every(isOwnTarget);
  };
}

/** The refusal that says why an invitation can't be accepted any more; `undefined` for one that is open. */
export function closedRefusal({ status, deactivated, expired }: InvitationResult, cause: unknown): Refusal | undefined {
  if (status === 'accepted' || status === 'accepted_elsewhere') {
    return new Refusal(409, 'already_accepted', 'This invitation has already been accepted.', { cause });
  }
  if (deactivated) return new Refusal(409, 'revoked', 'This invitation has been revoked.', { cause });
  return expired ? new Refusal(409, 'expired', 'This invitation has expired.', { cause }) : undefined;
}

function ownAddresses(user: VortexUser): Address[] {
  const { id, phone } = user;
  const email = verifiedEmail(user);
  return [
    { type: 'internal', value: String(id) },
    ...(email ? [{ type: 'email', value: email }] : []),
    ...(phone ? [{ type: 'phone', value: phone }] : []),
  ];
}

function keyOf({ type, value }: Address): string {
  return `${type}\n${comparableAddress({ type, value: String(value) })}`;
}
