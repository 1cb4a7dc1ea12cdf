import type { TargetType } from '../client/types/actions.ts';
import type { InvitationResult, InvitationResultBase } from '../client/types/invitation.ts';
import type { VortexRoutes } from '../routes/route-types.ts';
import type { VortexTokenContext } from '../routes/token-context.ts';
import type { PageRequestOptions, VortexPageOptions } from './options.ts';
import { type PageCall, type PageReply, send } from './request.ts';
import { type TokenKind, type TokenRequestOptions, tokenKeeper, type VortexPageToken } from './tokens.ts';

type AcceptRoute = 'POST invitations/accept';
type AutojoinRoute = 'POST invitations/by-scope/:scopeType/:scope/autojoin';
type SyncRoute = 'POST invitations/sync-internal-invitation';
type Autojoin = PageReply<AutojoinRoute>;
type Body<Route extends AcceptRoute | AutojoinRoute | SyncRoute> = VortexRoutes[Route]['body'];

/** What a page can do with invitations, within the app's rules. */
export interface PageInvitations {
  /** Lists the open invitations to an address: the signed-in user's own, unless the app allows more. */
  byTarget(type: TargetType, value: string, options?: PageRequestOptions): Promise<InvitationResultBase[]>;
  /** Lists the open invitations to a scope. */
  byScope(type: string, id: string, options?: PageRequestOptions): Promise<InvitationResult[]>;
  /** Reads one invitation. */
  get(id: string, options?: PageRequestOptions): Promise<InvitationResult>;
  /** Revokes an invitation. */
  revoke(id: string, options?: PageRequestOptions): Promise<PageReply<'DELETE invitations/:id'>>;
  /** Sends an invitation again. */
  reinvite(id: string, options?: PageRequestOptions): Promise<InvitationResult>;
  /**
   * Accepts invitations.
   *
   * @param as - Who accepts: `{ user }`, or the older `{ target }`. Default: the signed-in user, with their own
   *   addresses.
   */
  accept(
    ids: readonly string[],
    as?: Omit<Body<AcceptRoute>, 'invitationIds'>,
    options?: PageRequestOptions,
  ): Promise<InvitationResult[]>;
}

/** The email domains whose users may join a scope without an invitation. */
export interface PageAutojoin {
  /** Reads the domains. */
  get(type: string, id: string, options?: PageRequestOptions): Promise<Autojoin>;
  /** Replaces the whole list of domains, for a component. */
  configure(type: string, id: string, settings: Body<AutojoinRoute>, options?: PageRequestOptions): Promise<Autojoin>;
}

/** What {@link createVortexPage} returns. */
export interface VortexPage {
  /**
   * A token for a component. It is kept until shortly before it expires, and callers at the same time share one
   * request.
   */
  token(context?: VortexTokenContext, options?: TokenRequestOptions): Promise<string>;
  /** Like `token`, but a token of the older kind. */
  jwt(context?: VortexTokenContext, options?: TokenRequestOptions): Promise<string>;
  /**
   * The object that keeps the token for a context, so that it can be watched. The same context gives the same object.
   */
  tokenFor(context?: VortexTokenContext, kind?: TokenKind): VortexPageToken;
  /** Forgets all tokens, for example after a sign-out. */
  clear(): void;
  readonly invitations: PageInvitations;
  readonly autojoin: PageAutojoin;
  /** Tells Vortex that an in-app invitation was accepted or declined. */
  sync(answer: Body<SyncRoute>, options?: PageRequestOptions): Promise<PageReply<SyncRoute>>;
  /** Calls any of the routes: first the values in the order of its path, then its query or body. */
  readonly request: PageCall;
}

/**
 * The app's Vortex routes as typed calls, and tokens that stay fresh. It never sees a key, and sends nothing before the
 * first call.
 *
 * @param options - Where the routes are, and how to reach them.
 * @example
 * import { createVortexPage } from '@vortex/core/browser';
 *
 * const page = createVortexPage();
 * page.tokenFor({ scope: '42', scopeType: 'team' }).watch(({ token }) => {
 *   document.querySelector('vortex-invite')?.setAttribute('token', token ?? '');
 * });
 * const open = await page.invitations.byScope('team', '42');
 */
export function createVortexPage(options: VortexPageOptions = {}): VortexPage {
  const request = send.bind(null, options) as PageCall;
  const keepers: Record<string, VortexPageToken> = {};
  const tokenFor: VortexPage['tokenFor'] = (context, kind = 'token') => {
    const key = JSON.stringify([kind, context]);
    // biome-ignore lint/suspicious/noAssignInExpressions: a page loads each of these bytes.
    return (keepers[key] ??= tokenKeeper(request, key, options));
  };
  return {
    token: (context, asked) => tokenFor(context).get(asked),
    jwt: (context, asked) => tokenFor(context, 'jwt').get(asked),
    tokenFor,
    clear() {
      for (const key in keepers) keepers[key]?.clear();
    },
    invitations: {
      byTarget: (type, value, asked) =>
        request('GET invitations?targetType=:targetType&targetValue=:targetValue', [type, value], asked),
      byScope: (type, id, asked) => request('GET invitations/by-scope/:scopeType/:scope', [type, id], asked),
      get: (id, asked) => request('GET invitations/:id', [id], asked),
      revoke: (id, asked) => request('DELETE invitations/:id', [id], asked),
      reinvite: (id, asked) => request('POST invitations/:id/reinvite', [id], asked),
      accept: (invitationIds, as, asked) =>
        request('POST invitations/accept', [], { ...asked, body: { ...as, invitationIds } }),
    },
    autojoin: {
      get: (type, id, asked) => request('GET invitations/by-scope/:scopeType/:scope/autojoin', [type, id], asked),
      configure: (type, id, body, asked) =>
        request('POST invitations/by-scope/:scopeType/:scope/autojoin', [type, id], { ...asked, body }),
    },
    sync: (body, asked) => request('POST invitations/sync-internal-invitation', [], { ...asked, body }),
    request,
  };
}
