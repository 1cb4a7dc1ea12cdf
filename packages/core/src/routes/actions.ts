import type { AcceptUser } from '../client/types/actions.ts';
import type { InvitationResult } from '../client/types/invitation.ts';
import type { VortexTokenContext } from './token-context.ts';
import type { Address, VortexUser } from './user/user.ts';

/** What every rule is shown beside its action's own fields. */
export interface VortexRuleContext<Req = unknown> {
  /** Who is signed in. */
  readonly user: VortexUser;
  /** The framework's own request. */
  readonly request: Req;
}

/** Asks for a token for the signed-in user. */
export interface CreateTokenContext<Req = unknown> extends VortexRuleContext<Req> {
  /** Which of the two routes: `/token` or the older `/jwt`. */
  readonly kind: 'token' | 'jwt';
  /** What the page said; `claims` sees the same. */
  readonly context: VortexTokenContext;
}

/** Asks for the open invitations to an address. */
export interface ListByTargetContext<Req = unknown> extends VortexRuleContext<Req> {
  /** The older names `phoneNumber` and `sms` have become `phone`, and `username` has become `internal`. */
  readonly targetType: 'email' | 'phone' | 'internal';
  readonly targetValue: string;
}

/** Reads, revokes or resends one invitation. */
export interface InvitationContext<Req = unknown> extends VortexRuleContext<Req> {
  readonly invitationId: string;
  /** The invitation as Vortex Cloud has it. */
  readonly invitation: InvitationResult;
}

/** Accepts invitations. */
export interface AcceptContext<Req = unknown> extends VortexRuleContext<Req> {
  /** Distinct, 50 at most. */
  readonly invitationIds: readonly string[];
  /** The invitations as Vortex Cloud has them, in the order of their ids. */
  readonly invitations: readonly InvitationResult[];
  /** Who accepts, as it is sent: from the request, or the user's own addresses where it named none. */
  readonly acceptor: Readonly<AcceptUser>;
  /** Every address that the request named, in `user` and in `target`. */
  readonly addresses: readonly Address[];
}

/** Reads or deletes all of a scope's invitations, or reads its autojoin domains. */
export interface ScopeContext<Req = unknown> extends VortexRuleContext<Req> {
  readonly scopeType: string;
  readonly scope: string;
}

/** Sets a scope's autojoin domains. */
export interface ConfigureAutojoinContext<Req = unknown> extends ScopeContext<Req> {
  /** The whole list; what is not in it is removed. */
  readonly domains: readonly string[];
  readonly componentId: string;
  readonly scopeName?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** Invites somebody into a scope, in the name of the signed-in user. No route does; server actions do. */
export interface InviteContext<Req = unknown> extends ScopeContext<Req> {
  readonly targetType: 'email' | 'phone' | 'internal';
  readonly targetValue: string;
  /** How the person invited is addressed. */
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

/** What the rule of each action is shown. */
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

/** The name of something a signed-in user can ask for. */
export type VortexAction = keyof VortexActionContexts;

/** Rules that replace the default ones, by action. Only `true` allows. */
export type VortexAuthorize<Req = unknown> = {
  readonly [Action in VortexAction]?:
    | ((context: VortexActionContexts<Req>[Action]) => boolean | Promise<boolean>)
    | undefined;
};
