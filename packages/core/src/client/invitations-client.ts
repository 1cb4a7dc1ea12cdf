import { VortexError } from '../errors.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidArgument } from '../shared/invalid-argument.ts';
import { monotonic } from '../shared/monotonic.ts';
import { acceptInvitation, acceptInvitations } from './accept.ts';
import type { VortexApiError } from './api-errors.ts';
import { pages } from './by-scope.ts';
import { invitationsPath } from './request/path.ts';
import { type ApiRequestOptions, checkedRawRequest } from './request/raw-request.ts';
import { autojoinReply, createdReply, invitationReply, invitationsReply, syncedReply } from './request/replies.ts';
import type { Requester } from './request/requester.ts';
import { toWire } from './scopes.ts';
import { wireTargetType } from './target-type.ts';
import type {
  AcceptInvitationParam,
  AcceptUser,
  ApiResponseJson,
  AutojoinDomainsResponse,
  ConfigureAutojoinRequest,
  EmptyResponse,
  PingResult,
  SyncInternalInvitationRequest,
  SyncInternalInvitationResponse,
  TargetType,
} from './types/actions.ts';
import type { CreateInvitationRequest, CreateInvitationResponse } from './types/create-invitation.ts';
import type { InvitationResult, InvitationResultBase } from './types/invitation.ts';
import type { ListOptions, RequestOptions } from './types/options.ts';

/**
 * The REST half of {@link Vortex} (docs/protocol.md §3): one method per call of the API, each with the call's own
 * options last.
 *
 * Every method rejects with a {@link VortexApiError} (its subclass says how the call failed), with a
 * `VortexConfigError` when the key or base address is missing or unusable, and with `invalid_argument` for a value that
 * can't be sent.
 */
export class InvitationsClient {
  readonly #send: Requester;

  /** @internal Construct {@link Vortex}. */
  constructor(send: Requester) {
    this.#send = send;
  }

  /**
   * Creates an invitation. An email is sent by Vortex; for a phone you text `shortLink` yourself; an `internal` one is
   * shown by your app (POST `/api/v1/invitations`, docs/protocol.md §3.5).
   *
   * @param params - Component, target and inviter; the scope it invites to.
   * @param options - For this call alone.
   * @example
   * const { shortLink } = await vortex.createInvitation({
   *   widgetConfigurationId: 'component-1',
   *   target: { type: 'email', value: 'grace@example.com' },
   *   inviter: { userId: 'user-123', name: 'Ada' },
   *   scopeId: 'team-7', scopeType: 'team', scopeName: 'Engineering',
   * });
   */
  async createInvitation(params: CreateInvitationRequest, options?: RequestOptions): Promise<CreateInvitationResponse> {
    return createdReply(await this.#send('POST', invitationsPath``, options, { body: toWire(params) }));
  }

  /**
   * Reads one invitation (GET `/api/v1/invitations/{id}`).
   *
   * @param invitationId - The invitation's id.
   * @param options - For this call alone.
   * @throws {VortexNotFoundError} if no invitation has this id.
   * @example
   * const { status, scopes } = await vortex.getInvitation(id);
   */
  async getInvitation(invitationId: string, options?: RequestOptions): Promise<InvitationResult> {
    return invitationReply(await this.#send('GET', invitationsPath`/${invitationId}`, options));
  }

  /**
   * The open invitations addressed to a person, and for an email those of scopes that its domain may join without an
   * invitation. Ask at every sign-up and sign-in (GET `/api/v1/invitations?targetType&targetValue`, docs/protocol.md
   * §3.3).
   *
   * @param targetType - `email`, `phone` or `internal`. The older `phoneNumber` and `sms` are sent as `phone`, `username`
   * as `internal`.
   * @param targetValue - The address, in any spelling: it is encoded.
   * @param options - For this call alone.
   * @example
   * const open = await vortex.getInvitationsByTarget('email', user.verifiedEmail);
   */
  async getInvitationsByTarget(
    targetType: TargetType,
    targetValue: string,
    options?: RequestOptions,
  ): Promise<InvitationResultBase[]> {
    if (!isText(targetValue)) throw invalidArgument('getInvitationsByTarget needs the address to look for.');
    const query = { targetType: wireTargetType(targetType) ?? targetType, targetValue };
    return invitationsReply(await this.#send('GET', invitationsPath``, options, { query }));
  }

  /**
   * Revokes an invitation: it can no longer be accepted (DELETE `/api/v1/invitations/{id}`).
   *
   * @param invitationId - The invitation's id, and never anything else: its slashes and dots are encoded.
   * @param options - For this call alone.
   * @throws {VortexNotFoundError} if no invitation has this id.
   */
  async revokeInvitation(invitationId: string, options?: RequestOptions): Promise<EmptyResponse> {
    await this.#send('DELETE', invitationsPath`/${invitationId}`, options);
    return {};
  }

  /**
   * Sends an invitation again (POST `/api/v1/invitations/{id}/reinvite`).
   *
   * @param invitationId - The invitation's id.
   * @param options - For this call alone.
   * @throws {VortexNotFoundError} if no invitation has this id; {@link VortexConflictError} when it is closed.
   */
  async reinvite(invitationId: string, options?: RequestOptions): Promise<InvitationResult> {
    return invitationReply(await this.#send('POST', invitationsPath`/${invitationId}/reinvite`, options));
  }

  /**
   * Accepts one invitation for a user (POST `/api/v1/invitations/accept`, docs/protocol.md §3.7).
   *
   * @param invitationId - The invitation's id.
   * @param user - Who accepts: an email or phone that your app has verified to be theirs.
   * @param options - For this call alone.
   * @returns The invitation as it stands now.
   * @throws {VortexConflictError} when it is closed.
   * @example
   * await vortex.acceptInvitation(id, { email: 'grace@example.com', isExisting: false });
   */
  acceptInvitation(invitationId: string, user: AcceptUser, options?: RequestOptions): Promise<InvitationResult>;
  /** @deprecated Pass a user, such as `{ email }`, instead of targets. */
  acceptInvitation(
    invitationId: string,
    acceptor: AcceptInvitationParam,
    options?: RequestOptions,
  ): Promise<InvitationResult>;
  acceptInvitation(
    invitationId: string,
    acceptor: AcceptInvitationParam,
    options?: RequestOptions,
  ): Promise<InvitationResult> {
    return acceptInvitation(this.#send, invitationId, acceptor, options);
  }

  /**
   * Accepts several invitations for a user in one request (POST `/api/v1/invitations/accept`, docs/protocol.md §3.7).
   *
   * @param invitationIds - At least one id.
   * @param user - Who accepts: an email or phone that your app has verified to be theirs.
   * @param options - For this call alone.
   * @returns The accepted invitations, whichever of the documented shapes the API answers in.
   * @example
   * const accepted = await vortex.acceptInvitations([first, second], { email: 'grace@example.com' });
   */
  acceptInvitations(
    invitationIds: readonly string[],
    user: AcceptUser,
    options?: RequestOptions,
  ): Promise<InvitationResult[]>;
  /**
   * Accepts for one or several targets. An email and a phone are taken for one person, in one request; more than that
   * are accepted one after the other, up to the first that fails.
   *
   * @deprecated Pass a user, such as `{ email }`, instead of targets.
   */
  acceptInvitations(
    invitationIds: readonly string[],
    acceptor: AcceptInvitationParam,
    options?: RequestOptions,
  ): Promise<InvitationResult[]>;
  acceptInvitations(
    invitationIds: readonly string[],
    acceptor: AcceptInvitationParam,
    options?: RequestOptions,
  ): Promise<InvitationResult[]> {
    return acceptInvitations(this.#send, invitationIds, acceptor, options);
  }

  /**
   * All open invitations to a scope, of all pages (GET `/api/v1/invitations/by-scope/{type}/{scope}`). `timeout` and
   * retries count per page. For large scopes see {@link iterateInvitationsByScope}.
   *
   * @param scopeType - `team`, `workspace`, …; `default` if your app has no kinds.
   * @param scope - The scope's id in your system.
   * @param options - `start` and `maxPages` read a part: `{ start: 20, maxPages: 1 }` is the second page.
   * @example
   * const all = await vortex.getInvitationsByScope('team', 'team-7');
   */
  async getInvitationsByScope(scopeType: string, scope: string, options?: ListOptions): Promise<InvitationResult[]> {
    const all: InvitationResult[] = [];
    for await (const page of pages(this.#send, scopeType, scope, options)) all.push(...page);
    return all;
  }

  /**
   * The open invitations to a scope one by one, holding one page in memory. A page is asked for when the one before has
   * been used up; leaving the loop ends the reading. Every invitation comes once, also when the loop or somebody else
   * revokes or accepts some meanwhile; those created after the reading began may be missing.
   *
   * @param scopeType - `team`, `workspace`, …
   * @param scope - The scope's id in your system.
   * @param options - `start` and `maxPages` read a part.
   * @example
   * for await (const invitation of vortex.iterateInvitationsByScope('team', 'team-7')) {
   *   if (invitation.status === 'accepted') break;
   * }
   */
  async *iterateInvitationsByScope(
    scopeType: string,
    scope: string,
    options?: ListOptions,
  ): AsyncGenerator<InvitationResult, void, undefined> {
    for await (const page of pages(this.#send, scopeType, scope, options)) yield* page;
  }

  /**
   * Revokes every open invitation to a scope (DELETE `/api/v1/invitations/by-scope/{type}/{scope}`).
   *
   * @param scopeType - `team`, `workspace`, …
   * @param scope - The scope's id in your system.
   * @param options - For this call alone.
   */
  async deleteInvitationsByScope(scopeType: string, scope: string, options?: RequestOptions): Promise<EmptyResponse> {
    await this.#send('DELETE', invitationsPath`/by-scope/${scopeType}/${scope}`, options);
    return {};
  }

  /** @deprecated Use {@link getInvitationsByScope}; it is the same call. */
  getInvitationsByGroup(groupType: string, groupId: string, options?: ListOptions): Promise<InvitationResult[]> {
    return this.getInvitationsByScope(groupType, groupId, options);
  }

  /** @deprecated Use {@link deleteInvitationsByScope}; it is the same call. */
  deleteInvitationsByGroup(groupType: string, groupId: string, options?: RequestOptions): Promise<EmptyResponse> {
    return this.deleteInvitationsByScope(groupType, groupId, options);
  }

  /**
   * The email domains whose people may join a scope without an invitation, and the invitation that stands for it
   * (GET `/api/v1/invitations/by-scope/{type}/{scope}/autojoin`, docs/protocol.md §3.8).
   *
   * @param scopeType - `team`, `workspace`, …
   * @param scope - The scope's id in your system.
   * @param options - For this call alone.
   */
  async getAutojoinDomains(
    scopeType: string,
    scope: string,
    options?: RequestOptions,
  ): Promise<AutojoinDomainsResponse> {
    return autojoinReply(await this.#send('GET', invitationsPath`/by-scope/${scopeType}/${scope}/autojoin`, options));
  }

  /**
   * Sets a scope's autojoin domains to exactly those given; an empty list switches autojoin off
   * (POST `/api/v1/invitations/autojoin`, docs/protocol.md §3.8).
   *
   * @param params - Scope, component and the whole list of domains.
   * @param options - For this call alone.
   * @example
   * await vortex.configureAutojoin({ scopeType: 'team', scope: 'team-7', componentId: 'component-1', domains: ['acme.com'] });
   */
  async configureAutojoin(
    params: ConfigureAutojoinRequest,
    options?: RequestOptions,
  ): Promise<AutojoinDomainsResponse> {
    return autojoinReply(await this.#send('POST', invitationsPath`/autojoin`, options, { body: params }));
  }

  /**
   * Tells Vortex that an `internal` invitation was accepted or declined in your app
   * (POST `/api/v1/invitations/sync-internal-invitation`, docs/protocol.md §3.3).
   *
   * @param params - Inviter, invitee, component and what the invitee did.
   * @param options - For this call alone.
   * @throws {VortexNotFoundError} when no such invitation is pending.
   * @example
   * await vortex.syncInternalInvitation({ creatorId: 'user-1', targetValue: 'user-2', action: 'accepted', componentId: 'component-1' });
   */
  async syncInternalInvitation(
    params: SyncInternalInvitationRequest,
    options?: RequestOptions,
  ): Promise<SyncInternalInvitationResponse> {
    return syncedReply(await this.#send('POST', invitationsPath`/sync-internal-invitation`, options, { body: params }));
  }

  /**
   * Whether the key and the API are good: for health checks and start-up messages. It reads, changes nothing, and does
   * not throw for what it is there to find.
   *
   * @param options - For this call alone, such as `{ timeout: 2000, maxRetries: 0 }`.
   * @example
   * const { ok, error } = await vortex.ping();
   * if (!ok) console.error(error?.message);
   */
  async ping(options?: RequestOptions): Promise<PingResult> {
    const startedAt = monotonic();
    const error: unknown = await this.getInvitationsByTarget('internal', 'vortex-ping', options).then(
      () => undefined,
      (reason) => reason,
    );
    if (error !== undefined && !(error instanceof VortexError)) throw error;
    return { ok: !error, latencyMs: Math.round(monotonic() - startedAt), ...(error && { error }) };
  }

  /**
   * Any other call of the API, with this client's key, timeouts, retries and errors. The response is returned unchanged.
   *
   * @param request - `path` begins with a slash and is sent exactly as given, or refused: encode what you put into it.
   * @param options - For this call alone.
   * @returns The parsed JSON; `{}` for an empty answer.
   * @example
   * await vortex.vortexApiRequest({ method: 'GET', path: '/api/v1/invitations/autojoin/by-domain/acme.com' });
   */
  async vortexApiRequest(request: ApiRequestOptions, options?: RequestOptions): Promise<ApiResponseJson> {
    const { method, path, body, queryParams } = checkedRawRequest(request);
    const { json } = await this.#send(method, path, options, { body, query: queryParams });
    return json === undefined ? {} : (json as ApiResponseJson);
  }
}
