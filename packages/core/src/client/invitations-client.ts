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
 * The REST half of {@link Vortex} (docs/protocol.md §3): one method per API call, each with the options of that call as
 * its last parameter.
 *
 * Every method rejects with a {@link VortexApiError} (its subclass says how the call failed), with a
 * `VortexConfigError` if the key or base URL is missing or invalid, and with `invalid_argument` for a value that can't
 * be sent.
 */
export class InvitationsClient {
  readonly #send: Requester;

  /** @internal Construct {@link Vortex}. */
  constructor(send: Requester) {
    this.#send = send;
  }

  /**
   * Creates an invitation. Vortex sends the email; for a phone number, you send `shortLink` yourself; your app shows an
   * `internal` invitation (POST `/api/v1/invitations`, docs/protocol.md §3.5).
   *
   * @param params - The component, target and inviter, and the scope it invites to.
   * @param options - For this call only.
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
   * @param options - For this call only.
   * @throws {VortexNotFoundError} if no invitation has this id.
   * @example
   * const { status, scopes } = await vortex.getInvitation(id);
   */
  async getInvitation(invitationId: string, options?: RequestOptions): Promise<InvitationResult> {
    return invitationReply(await this.#send('GET', invitationsPath`/${invitationId}`, options));
  }

  /**
   * Lists the open invitations to a person. For an email address, this includes invitations to scopes that its domain
   * may join without an invitation. Call it at every sign-up and sign-in (GET
   * `/api/v1/invitations?targetType&targetValue`, docs/protocol.md §3.3).
   *
   * @param targetType - `email`, `phone` or `internal`. The older `phoneNumber` and `sms` are sent as `phone`, `username`
   * as `internal`.
   * @param targetValue - The address, in any spelling. It is percent-encoded.
   * @param options - For this call only.
   * @example
   * const open = await vortex.getInvitationsByTarget('email', user.verifiedEmail);
   */
  async getInvitationsByTarget(
    targetType: TargetType,
    targetValue: string,
    options?: RequestOptions,
  ): Promise<InvitationResultBase[]> {
    if (!isText(targetValue)) throw invalidArgument('getInvitationsByTarget needs the address to search for.');
    const query = { targetType: wireTargetType(targetType) ?? targetType, targetValue };
    return invitationsReply(await this.#send('GET', invitationsPath``, options, { query }));
  }

  /**
   * Revokes an invitation: it can no longer be accepted (DELETE `/api/v1/invitations/{id}`).
   *
   * @param invitationId - The invitation's id. Slashes and dots in it are encoded.
   * @param options - For this call only.
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
   * @param options - For this call only.
   * @throws {VortexNotFoundError} if no invitation has this id; {@link VortexConflictError} if it is closed.
   */
  async reinvite(invitationId: string, options?: RequestOptions): Promise<InvitationResult> {
    return invitationReply(await this.#send('POST', invitationsPath`/${invitationId}/reinvite`, options));
  }

  /**
   * Accepts one invitation for a user (POST `/api/v1/invitations/accept`, docs/protocol.md §3.7).
   *
   * @param invitationId - The invitation's id.
   * @param user - Who accepts: an email address or phone number that your app has verified.
   * @param options - For this call only.
   * @returns The invitation in its new state.
   * @throws {VortexConflictError} if it is closed.
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
   * @param user - Who accepts: an email address or phone number that your app has verified.
   * @param options - For this call only.
   * @returns The accepted invitations, in whichever documented form the API returns them.
   * @example
   * const accepted = await vortex.acceptInvitations([first, second], { email: 'grace@example.com' });
   */
  acceptInvitations(
    invitationIds: readonly string[],
    user: AcceptUser,
    options?: RequestOptions,
  ): Promise<InvitationResult[]>;
  /**
   * Accepts for one or several targets. An email address and a phone number count as one person and take one request;
   * further targets are accepted one after the other, up to the first that fails.
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
   * Lists all open invitations to a scope, from all pages (GET `/api/v1/invitations/by-scope/{type}/{scope}`).
   * `timeout` and retries apply to each page. For large scopes, see {@link iterateInvitationsByScope}.
   *
   * @param scopeType - `team`, `workspace`, …; `default` if your app has no types of scope.
   * @param scope - The scope's id in your system.
   * @param options - `start` and `maxPages` select a part: `{ start: 20, maxPages: 1 }` is the second page.
   * @example
   * const all = await vortex.getInvitationsByScope('team', 'team-7');
   */
  async getInvitationsByScope(scopeType: string, scope: string, options?: ListOptions): Promise<InvitationResult[]> {
    const all: InvitationResult[] = [];
    for await (const page of pages(this.#send, scopeType, scope, options)) all.push(...page);
    return all;
  }

  /**
   * Iterates over the open invitations to a scope, with one page in memory at a time. The next page is requested when
   * the loop reaches it; leaving the loop stops reading. Every invitation comes once, even if the loop or somebody else
   * revokes or accepts some in the meantime. Invitations created after reading began may be missing.
   *
   * @param scopeType - `team`, `workspace`, …
   * @param scope - The scope's id in your system.
   * @param options - `start` and `maxPages` select a part.
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
   * @param options - For this call only.
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
   * Reads the email domains whose users may join a scope without an invitation, and the invitation that represents them
   * (GET `/api/v1/invitations/by-scope/{type}/{scope}/autojoin`, docs/protocol.md §3.8).
   *
   * @param scopeType - `team`, `workspace`, …
   * @param scope - The scope's id in your system.
   * @param options - For this call only.
   */
  async getAutojoinDomains(
    scopeType: string,
    scope: string,
    options?: RequestOptions,
  ): Promise<AutojoinDomainsResponse> {
    return autojoinReply(await this.#send('GET', invitationsPath`/by-scope/${scopeType}/${scope}/autojoin`, options));
  }

  /**
   * Replaces a scope's autojoin domains; an empty list turns autojoin off (POST `/api/v1/invitations/autojoin`,
   * docs/protocol.md §3.8).
   *
   * @param params - The scope, the component and the whole list of domains.
   * @param options - For this call only.
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
   * @param params - The inviter, the invitee, the component and what the invitee did.
   * @param options - For this call only.
   * @throws {VortexNotFoundError} if no such invitation is pending.
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
   * Checks the key and the API, for health checks and startup messages. It changes nothing, and reports a failed check
   * instead of throwing.
   *
   * @param options - For this call only, such as `{ timeout: 2000, maxRetries: 0 }`.
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
   * Makes any other API call, with this client's key, timeouts, retries and errors. The response is returned unchanged.
   *
   * @param request - `path` begins with a slash and is sent exactly as given, or refused. Encode the values in it.
   * @param options - For this call only.
   * @returns The parsed JSON; `{}` for an empty response.
   * @example
   * await vortex.vortexApiRequest({ method: 'GET', path: '/api/v1/invitations/autojoin/by-domain/acme.com' });
   */
  async vortexApiRequest(request: ApiRequestOptions, options?: RequestOptions): Promise<ApiResponseJson> {
    const { method, path, body, queryParams } = checkedRawRequest(request);
    const { json } = await this.#send(method, path, options, { body, query: queryParams });
    return json === undefined ? {} : (json as ApiResponseJson);
  }
}
