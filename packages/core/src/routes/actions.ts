import type { AcceptUser } from '../client/types/actions.ts';
import type { InvitationResult } from '../client/types/invitation.ts';
import type { VortexTokenContext } from './token-context.ts';
import type { Address, VortexUser } from './user/user.ts';

/** The fields that every rule gets in addition to those of its action. */
export interface VortexRuleContext<Req = unknown> {
  /** The signed-in user. */
  readonly user: VortexUser;
  /** The framework's own request. */
  readonly request: Req;
}

/** The page requests a token for the signed-in user. */
export interface CreateTokenContext<Req = unknown> extends VortexRuleContext<Req> {
  /** Which of the two routes was called: `/token` or the older `/jwt`. */
  readonly kind: 'token' | 'jwt';
  /** The context that the page sent; `claims` gets the same. */
  readonly context: VortexTokenContext;
}

/** The page requests the open invitations to an address. */
export interface ListByTargetContext<Req = unknown> extends VortexRuleContext<Req> {
  /** The older names `phoneNumber` and `sms` have become `phone`, and `username` has become `internal`. */
  readonly targetType: 'email' | 'phone' | 'internal';
  readonly targetValue: string;
}

/** The page reads, revokes or resends one invitation. */
export interface InvitationContext<Req = unknown> extends VortexRuleContext<Req> {
  readonly invitationId: string;
  /** The invitation as Vortex Cloud has it. */
  readonly invitation: InvitationResult;
}

/** Accepts invitations. */
export interface AcceptContext<Req = unknown> extends VortexRuleContext<Req> {
  /** Distinct ids, at most 50. */
  readonly invitationIds: readonly string[];
  /** The invitations as Vortex Cloud has them, in the order of their ids. */
  readonly invitations: readonly InvitationResult[];
  /** Who accepts, exactly as it is sent: from the request, or the user's own addresses if the request has none. */
  readonly acceptor: Readonly<AcceptUser>;
  /** Every address in the request, from `user` and `target`. */
  readonly addresses: readonly Address[];
}

/** The page reads or deletes all of a scope's invitations, or reads its autojoin domains. */
export interface ScopeContext<Req = unknown> extends VortexRuleContext<Req> {
  readonly scopeType: string;
  readonly scope: string;
}

/** Sets a scope's autojoin domains. */
export interface ConfigureAutojoinContext<Req = unknown> extends ScopeContext<Req> {
  /** The whole list; a domain that is not in it is removed. */
  readonly domains: readonly string[];
  readonly componentId: string;
  readonly scopeName?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Invites somebody to a scope on behalf of the signed-in user. Only server actions do this; there is no route for it.
 */
export interface InviteContext<Req = unknown> extends ScopeContext<Req> {
  readonly targetType: 'email' | 'phone' | 'internal';
  readonly targetValue: string;
  /** The display name of the person invited. */
  readonly targetName?: string;
  readonly componentId: string;
}

/** Tells Vortex that in-app invitations were answered. */
export interface SyncInternalContext<Req = unknown> extends VortexRuleContext<Req> {
  readonly creatorId: string;
  /** The invitee's user id. */
  readonly targetValue: string;
  readonly action: 'accepted' | 'declined';
  readonly componentId: string;
}

/** The context that each action's rule gets. */
export interface VortexActionContexts<Req = unknown> {
  createToken: CreateTokenContext<Req>;
  listByTarget: ListByTargetContext<Req>;
  read: InvitationContext<Req>;
  revoke: InvitationContext<Req>;
  reinvite: InvitationContext<Req>;
  accept: AcceptContext<Req>;
  listByScope: ScopeContext<Req>;
  deleteByScope: ScopeContext<Req>;
  syncInternal: SyncInternalContext<Req>;
  getAutojoinDomains: ScopeContext<Req>;
  configureAutojoin: ConfigureAutojoinContext<Req>;
  invite: InviteContext<Req>;
}

/** The name of an action that a signed-in user can request. */
export type VortexAction = keyof VortexActionContexts;

/** Rules that replace the default ones, by action. Only the result `true` allows the action. */
export type VortexAuthorize<Req = unknown> = {
  readonly [Action in VortexAction]?:
    | ((context: VortexActionContexts<Req>[Action]) => boolean | Promise<boolean>)
    | undefined;
};
