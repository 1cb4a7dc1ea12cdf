import type { VortexError } from '../../errors.ts';
import type { InvitationResult, InvitationResultBase, InvitationTarget } from './invitation.ts';

/** Who accepts. `email` or `phone` is required, and your app must have verified that it belongs to this user. */
export interface AcceptUser {
  /** The person's email address. */
  email?: string | undefined;
  /** The person's phone number. */
  phone?: string | undefined;
  /** Display name. */
  name?: string | undefined;
  /** Whether the account existed before; omit it if unknown. For analytics only (docs/protocol.md §3.7). */
  isExisting?: boolean | undefined;
}

/** The body of an accept call. */
export interface AcceptInvitationRequest {
  invitationIds: readonly string[];
  user: AcceptUser;
}

/** @deprecated Use {@link AcceptInvitationRequest}. */
export interface AcceptInvitationRequestLegacy {
  invitationIds: readonly string[];
  target: InvitationTarget;
}

/** What the official SDK accepts for the person who accepts: a user or, deprecated, targets. */
export type AcceptInvitationParam = AcceptUser | InvitationTarget | readonly InvitationTarget[];

/** Parameters of {@link Vortex.syncInternalInvitation}. */
export interface SyncInternalInvitationRequest {
  /** The inviter's id in your system. */
  creatorId: string;
  /** The invitee's id in your system. */
  targetValue: string;
  /** What the invitee did. */
  action: 'accepted' | 'declined';
  /** The component's UUID. */
  componentId: string;
}

/** The result of {@link Vortex.syncInternalInvitation}. */
export interface SyncInternalInvitationResponse {
  /** How many invitations were changed. */
  processed: number;
  /** Their ids. */
  invitationIds: string[];
}

/** An email domain whose users may join a scope without an invitation of their own. */
export interface AutojoinDomain {
  /** The id of this entry. */
  id: string;
  /** Such as `acme.com`. */
  domain: string;
}

/** The result of the autojoin calls. */
export interface AutojoinDomainsResponse {
  /** The scope's domains. */
  autojoinDomains: AutojoinDomain[];
  /** The one invitation of type `autojoin`, or null. */
  invitation: InvitationResult | null;
}

/** Parameters of {@link Vortex.configureAutojoin}. */
export interface ConfigureAutojoinRequest {
  /** The scope's id in your system. */
  scope: string;
  /** The kind of scope: `team`, `organization`, … */
  scopeType: string;
  /** The scope's display name, used if the Cloud does not know the scope yet. */
  scopeName?: string | undefined;
  /** The whole list of domains from now on; an empty list turns autojoin off. */
  domains: readonly string[];
  /** The component's id. */
  componentId: string;
  /** Your own data, kept with the autojoin invitation. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The kind of address that {@link Vortex.getInvitationsByTarget} searches for. The last three are older names
 * (docs/protocol.md §3.3).
 */
export type TargetType = 'email' | 'phone' | 'internal' | 'phoneNumber' | 'sms' | 'username';

/** The result of a call that returns no data. */
export type EmptyResponse = Record<string, never>;

/** A JSON response of the Cloud, as {@link Vortex.vortexApiRequest} returns it: not checked. */
export type ApiResponseJson =
  | InvitationResult
  | InvitationResultBase
  | { invitations: InvitationResult[] }
  | { invitations: InvitationResultBase[] }
  | Record<string, unknown>;

/** A JSON body for {@link Vortex.vortexApiRequest}. */
export type ApiRequestBody = object | null;

/** The result of {@link Vortex.ping}. */
export interface PingResult {
  /** Whether the API responded and accepted the key. */
  readonly ok: boolean;
  /** How long it took, in milliseconds. */
  readonly latencyMs: number;
  /** What is wrong if `ok` is false. Its `code` and `message` say what to change. */
  readonly error?: VortexError;
}
