import type { InvitationResult } from '../client/types/invitation.ts';
import { isText } from '../shared/is-text.ts';
import type {
  AcceptContext,
  ConfigureAutojoinContext,
  CreateTokenContext,
  InvitationContext,
  ListByTargetContext,
  ScopeContext,
  SyncInternalContext,
  VortexAction,
  VortexActionContexts,
} from './actions.ts';
import type { RoutesClient } from './routes-client.ts';
import { addressesOf, comparable, isAdmin, isMember, isOwn, type VortexUser, verifiedEmail } from './user.ts';

type Rule<Context> = (context: Context, client: RoutesClient) => boolean | Promise<boolean>;

/** What a signed-in user may do when the app has said nothing: what is theirs, and nothing else. */
export const DEFAULT_RULES: { readonly [Action in VortexAction]: Rule<VortexActionContexts[Action]> } = {
  createToken,
  listByTarget,
  read,
  revoke: manage,
  reinvite: manage,
  accept,
  listByScope: asMember,
  deleteByScope: asAdmin,
  syncInternal,
  getAutojoinDomains: asMember,
  configureAutojoin,
  invite: asMember,
};

/** Anybody, for themselves; a scope needs membership. */
function createToken({ user, context: { scope, scopeType } }: CreateTokenContext): boolean {
  return scope === undefined || (scopeType !== undefined && isMember(user, scopeType, scope));
}

/** The person whose address it is. */
function listByTarget({ user, targetType, targetValue }: ListByTargetContext): boolean {
  return isOwn(user, { type: targetType, value: targetValue });
}

/** The creator, the person invited, members of one of the invitation's scopes. */
function read({ user, invitation }: InvitationContext): boolean {
  return (
    isCreator(user, invitation) ||
    targetsOf(invitation).some((target) => isOwn(user, target)) ||
    scopesOf(invitation).some(({ type, id }) => isMember(user, type, id))
  );
}

/** The creator, admins of all of the invitation's scopes. */
function manage({ user, invitation }: InvitationContext): boolean {
  const scopes = scopesOf(invitation);
  return isCreator(user, invitation) || (scopes.length > 0 && scopes.every(({ type, id }) => isAdmin(user, type, id)));
}

/**
 * Only as oneself, and only what is addressed to oneself. A share link is for whoever knows its id; autojoin for those
 * to whose verified email Vortex Cloud itself offers it.
 */
async function accept(context: AcceptContext, client: RoutesClient): Promise<boolean> {
  const { user, acceptor, addresses, invitations } = context;
  if (![...addresses, ...addressesOf(acceptor)].every((address) => isOwn(user, address))) return false;
  if (!invitations.every((invitation) => isAutojoin(invitation) || isForOneself(user, invitation))) return false;
  return await areOffered(user, invitations.filter(isAutojoin), client);
}

/** Members of the scope. */
function asMember({ user, scopeType, scope }: ScopeContext): boolean {
  return isMember(user, scopeType, scope);
}

/** Admins of the scope. */
function asAdmin({ user, scopeType, scope }: ScopeContext): boolean {
  return isAdmin(user, scopeType, scope);
}

/** The invitee. */
function syncInternal({ user, targetValue }: SyncInternalContext): boolean {
  return isOwn(user, { type: 'internal', value: targetValue });
}

/** Admins of the scope, for the domains they may invite where the app names any. */
function configureAutojoin(context: ConfigureAutojoinContext): boolean {
  if (!asAdmin(context)) return false;
  const { allowedEmailDomains } = context.user;
  if (allowedEmailDomains === undefined || allowedEmailDomains === null) return true;
  const allowed = new Set(allowedEmailDomains.map((domain) => comparable(domain).replace(/^@/, '')));
  return context.domains.every((domain) => allowed.has(comparable(domain)));
}

function isCreator(user: VortexUser, { foreignCreatorId }: InvitationResult): boolean {
  return isText(foreignCreatorId) && foreignCreatorId === String(user.id);
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
