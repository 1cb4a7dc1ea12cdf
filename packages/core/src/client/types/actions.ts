import type { VortexError } from '../../errors.ts';
import type { InvitationResult, InvitationResultBase, InvitationTarget } from './invitation.ts';

/** Who accepts. `email` or `phone` is needed, and must be one that your app has verified to be this user's. */
export interface AcceptUser {
  /** The person's email address. */
  email?: string | undefined;
  /** The person's phone number. */
  phone?: string | undefined;
  /** Display name. */
  name?: string | undefined;
  /** Whether the account existed before; left out when unknown. For analytics only (docs/protocol.md §3.7). */
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

/** What the official SDK takes for the person who accepts: a user or, deprecated, targets. */
export type AcceptInvitationParam = AcceptUser | InvitationTarget | readonly InvitationTarget[];

/** What {@link Vortex.syncInternalInvitation} needs. */
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

/** What the Cloud answers to {@link Vortex.syncInternalInvitation}. */
export interface SyncInternalInvitationResponse {
  /** How many invitations were changed. */
  processed: number;
  /** Their ids. */
  invitationIds: string[];
}

/** An email domain whose people may join a scope without an invitation of their own. */
export interface AutojoinDomain {
  /** Id of this entry. */
  id: string;
  /** Such as `acme.com`. */
  domain: string;
}

/** What the autojoin calls answer. */
export interface AutojoinDomainsResponse {
  /** The scope's domains. */
  autojoinDomains: AutojoinDomain[];
  /** The one invitation of type `autojoin`, or null. */
  invitation: InvitationResult | null;
}

/** What {@link Vortex.configureAutojoin} needs. */
export interface ConfigureAutojoinRequest {
  /** The scope's id in your system. */
  scope: string;
  /** The kind of scope: `team`, `organization`, … */
  scopeType: string;
  /** The scope's display name, used when it is seen for the first time. */
  scopeName?: string | undefined;
  /** All domains that shall hold from now on; an empty list switches autojoin off. */
  domains: readonly string[];
  /** The component's id. */
  componentId: string;
  /** Anything of yours, kept with the autojoin invitation. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What kind of address {@link Vortex.getInvitationsByTarget} looks for. The last three are older names
 * (docs/protocol.md §3.3).
 */
export type TargetType = 'email' | 'phone' | 'internal' | 'phoneNumber' | 'sms' | 'username';

/** What a call without anything to tell resolves to. */
export type EmptyResponse = Record<string, never>;

/** A JSON answer of the Cloud, as {@link Vortex.vortexApiRequest} hands it over: not checked. */
export type ApiResponseJson =
  | InvitationResult
  | InvitationResultBase
  | { invitations: InvitationResult[] }
  | { invitations: InvitationResultBase[] }
  | Record<string, unknown>;

/** A JSON body for {@link Vortex.vortexApiRequest}. */
export type ApiRequestBody = object | null;

/** What {@link Vortex.ping} found. */
export interface PingResult {
  /** Whether the API answered and took the key. */
  readonly ok: boolean;
  /** How long it took, in milliseconds. */
  readonly latencyMs: number;
  /** What is wrong, when `ok` is false: its `code` and `message` say what to change. */
  readonly error?: VortexError;
}
