import type { InvitationResult } from '../client/types/invitation.ts';
import { idString } from '../shared/checks/id-string.ts';
import { isText } from '../shared/checks/is-text.ts';
import { comparableDomain } from '../shared/comparable-address.ts';
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
import { addressesOf, isAdmin, isMember, isOwn, type VortexUser, verifiedEmail } from './user/user.ts';

type Rule<Context> = (context: Context, client: RoutesClient) => boolean | Promise<boolean>;

/** What a signed-in user may do when the app has said nothing: what is theirs, and nothing else. Accept has steps. */
export const DEFAULT_RULES: {
  readonly [Action in Exclude<VortexAction, 'accept'>]: Rule<VortexActionContexts[Action]>;
} = {
  createToken,
  listByTarget,
  read,
  revoke: manage,
  reinvite: manage,
  listByScope: asMember,
  deleteByScope: asAdmin,
  syncInternal,
  getAutojoinDomains: asMember,
  configureAutojoin,
  invite: asMember,
};

/** Every action that has a rule. A function, so that a bundle without the routes does not carry the rules. */
export function actions(): string[] {
  return ['accept', ...Object.keys(DEFAULT_RULES)];
}

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
 * The rule of accept: only as oneself, and only what is addressed to oneself. A share link is for anyone who knows its
 * id; autojoin for those to whose verified email Vortex Cloud itself offers it. In steps, so that the first refusal
 * ends the reading of what comes after it.
 */
export interface AcceptSteps {
  /** Whether every address is the user's own. */
  mayActAs(asked: Pick<AcceptContext, 'acceptor' | 'addresses'>): boolean;
  /** Whether this invitation is for the user. What the Cloud offers to an email is asked for once. */
  mayAccept(invitation: InvitationResult): boolean | Promise<boolean>;
}

/** {@link AcceptSteps} for one request. */
export function acceptSteps(user: VortexUser, client: RoutesClient): AcceptSteps {
  let offered: Promise<ReadonlySet<string>> | undefined;
  return {
    mayActAs: ({ acceptor, addresses }) =>
      [...addresses, ...addressesOf(acceptor)].every((address) => isOwn(user, address)),
    mayAccept(invitation) {
      if (!isAutojoin(invitation)) return isForOneself(user, invitation);
      offered ??= offeredTo(user, client);
      return offered.then((ids) => ids.has(invitation.id));
    },
  };
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
  const allowed = new Set(allowedEmailDomains.map((domain) => comparableDomain(domain.trim().replace(/^@/, ''))));
  return context.domains.every((domain) => allowed.has(comparableDomain(domain)));
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

async function offeredTo(user: VortexUser, client: RoutesClient): Promise<ReadonlySet<string>> {
  const email = verifiedEmail(user);
  if (email === undefined) return new Set();
  return new Set((await client.getInvitationsByTarget('email', email)).map(({ id }) => id));
}

// The Cloud may leave any field out (docs/protocol.md §3.4), and what is missing must not open anything.

function targetsOf({ target }: InvitationResult): InvitationResult['target'] {
  return (target ?? []).filter(({ type, value }) => typeof type === 'string' && typeof value === 'string');
}

function scopesOf({ scopes }: InvitationResult): { type: string; id: string }[] {
  return (scopes ?? []).map(({ type, scopeId }) => ({ type: String(type ?? ''), id: idString(scopeId) ?? '' }));
}
