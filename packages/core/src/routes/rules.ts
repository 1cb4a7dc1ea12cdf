import type { InvitationResult } from '../client/types/invitation.ts';
import type {
  AcceptContext,
  ConfigureAutojoinContext,
  CreateTokenContext,
  InvitationContext,
  InviteContext,
  ListByTargetContext,
  ScopeContext,
  SyncInternalContext,
} from './actions.ts';
import type { RoutesClient } from './client.ts';
import { addressesOf, comparable, isAdmin, isMember, isOwn, type VortexUser, verifiedEmail } from './user.ts';

// What a signed-in user may do when the app has said nothing: what is theirs, and nothing else.

/** Anybody, for themselves; a scope needs membership. */
export function createToken({ user, context: { scope, scopeType } }: CreateTokenContext): boolean {
  return scope === undefined || (scopeType !== undefined && isMember(user, scopeType, scope));
}

/** The person whose address it is. */
export function listByTarget({ user, targetType, targetValue }: ListByTargetContext): boolean {
  return isOwn(user, { type: targetType, value: targetValue });
}

/** The creator, the person invited, members of one of the invitation's scopes. */
export function read({ user, invitation }: InvitationContext): boolean {
  return (
    isCreator(user, invitation) ||
    targetsOf(invitation).some((target) => isOwn(user, target)) ||
    scopesOf(invitation).some(({ type, id }) => isMember(user, type, id))
  );
}

/** The creator, admins of all of the invitation's scopes. */
export function revoke({ user, invitation }: InvitationContext): boolean {
  const scopes = scopesOf(invitation);
  return isCreator(user, invitation) || (scopes.length > 0 && scopes.every(({ type, id }) => isAdmin(user, type, id)));
}

/** As {@link revoke}. */
export function reinvite(context: InvitationContext): boolean {
  return revoke(context);
}

/**
 * Only as oneself, and only what is addressed to oneself. A share link is for whoever knows its id; autojoin for those
 * to whose verified email Vortex Cloud itself offers it.
 */
export async function accept(context: AcceptContext, client: RoutesClient): Promise<boolean> {
  const { user, acceptor, addresses, invitations } = context;
  if (![...addresses, ...addressesOf(acceptor)].every((address) => isOwn(user, address))) return false;
  const autojoin = invitations.filter(isAutojoin);
  const others = invitations.filter((invitation) => !isAutojoin(invitation));
  return others.every((invitation) => isForOneself(user, invitation)) && (await areOffered(user, autojoin, client));
}

/** Members of the scope. */
export function listByScope({ user, scopeType, scope }: ScopeContext): boolean {
  return isMember(user, scopeType, scope);
}

/** Admins of the scope. */
export function deleteByScope({ user, scopeType, scope }: ScopeContext): boolean {
  return isAdmin(user, scopeType, scope);
}

/** The invitee. */
export function syncInternal({ user, targetValue }: SyncInternalContext): boolean {
  return isOwn(user, { type: 'internal', value: targetValue });
}

/** Members of the scope. */
export function readAutojoin({ user, scopeType, scope }: ScopeContext): boolean {
  return isMember(user, scopeType, scope);
}

/** Admins of the scope, for the domains they may invite where the app names any. */
export function configureAutojoin({ user, scopeType, scope, domains }: ConfigureAutojoinContext): boolean {
  if (!isAdmin(user, scopeType, scope)) return false;
  const { allowedEmailDomains } = user;
  if (allowedEmailDomains === undefined || allowedEmailDomains === null) return true;
  const allowed = new Set(allowedEmailDomains.map((domain) => comparable(domain).replace(/^@/, '')));
  return domains.every((domain) => allowed.has(comparable(domain)));
}

/** Members of the scope. */
export function invite({ user, scopeType, scope }: InviteContext): boolean {
  return isMember(user, scopeType, scope);
}

function isCreator(user: VortexUser, { foreignCreatorId }: InvitationResult): boolean {
  return typeof foreignCreatorId === 'string' && foreignCreatorId !== '' && foreignCreatorId === String(user.id);
}

function isAutojoin({ invitationType }: InvitationResult): boolean {
  return invitationType === 'autojoin';
}

function isForOneself(user: VortexUser, invitation: InvitationResult): boolean {
  const targets = targetsOf(invitation);
  const people = targets.filter(({ type }) => type !== 'share');
  if (people.length > 0) return people.some((target) => isOwn(user, target));
  return targets.length > 0 || (invitation.deliveryTypes ?? []).includes('share');
}

async function areOffered(
  user: VortexUser,
  autojoin: readonly InvitationResult[],
  client: RoutesClient,
): Promise<boolean> {
  if (autojoin.length === 0) return true;
  const email = verifiedEmail(user);
  if (email === undefined) return false;
  const offered = new Set((await client.getInvitationsByTarget('email', email)).map(({ id }) => id));
  return autojoin.every(({ id }) => offered.has(id));
}

// The Cloud may leave any field out (protocol §3.4), and what is missing must not open anything.

function targetsOf({ target }: InvitationResult): InvitationResult['target'] {
  return (target ?? []).filter(({ type, value }) => typeof type === 'string' && typeof value === 'string');
}

function scopesOf({ scopes }: InvitationResult): { type: string; id: string }[] {
  return (scopes ?? []).map(({ type, scopeId }) => ({ type: String(type ?? ''), id: String(scopeId ?? '') }));
}
