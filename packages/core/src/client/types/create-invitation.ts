import type { InvitationStatus } from './invitation.ts';

/**
 * How a new invitation is delivered: Vortex sends an `email`; for `phone`, you send the `shortLink` yourself; your app
 * shows an `internal` one, and nothing is sent (docs/protocol.md §3.5).
 */
export type CreateInvitationTargetType = 'email' | 'phone' | 'internal';

/** Who is invited. */
export interface CreateInvitationTarget {
  /** The channel. */
  type: CreateInvitationTargetType;
  /** Email address, phone number, or the user's id in your system (`internal`). */
  value: string;
  /** Display name of the person invited. */
  name?: string | undefined;
  /** URL of a picture of the person invited. */
  avatarUrl?: string | undefined;
}

/** Who invites. */
export interface Inviter {
  /** The inviter's id in your system. */
  userId: string;
  /** The inviter's email address. */
  userEmail?: string | undefined;
  /** Display name. */
  name?: string | undefined;
  /** An HTTPS URL of a picture. */
  avatarUrl?: string | undefined;
  /** @deprecated Use {@link Inviter.name}. */
  userName?: string | undefined;
  /** @deprecated Use {@link Inviter.avatarUrl}. */
  userAvatarUrl?: string | undefined;
}

/** A scope that a new invitation belongs to. Give `scopeId`, or one of its older names. */
export interface CreateInvitationScope {
  /** The type of scope: `team`, `workspace`, … */
  type: string;
  /** The scope's id in your system. */
  scopeId?: string | undefined;
  /** @deprecated Use {@link CreateInvitationScope.scopeId}. */
  groupId?: string | undefined;
  /** Display name. */
  name: string;
}

/** @deprecated Use {@link CreateInvitationScope}. */
export type CreateInvitationGroup = CreateInvitationScope;

/** A scope in the data of a token. */
export interface ScopeInput {
  /** The type of scope: `team`, `workspace`, … */
  type: string;
  /** @deprecated Use {@link ScopeInput.scopeId}. */
  id?: string | undefined;
  /** The scope's id in your system. */
  scopeId?: string | undefined;
  /** @deprecated Use {@link ScopeInput.scopeId}. */
  groupId?: string | undefined;
  /** Display name. */
  name: string;
}

/** @deprecated Use {@link ScopeInput}. */
export type GroupInput = ScopeInput;

/** How the invitation's link looks when it is pasted somewhere (Open Graph). */
export interface UnfurlConfig {
  /** `og:title`. */
  title?: string | undefined;
  /** `og:description`. */
  description?: string | undefined;
  /** `og:image`, an HTTPS address. */
  image?: string | undefined;
  /** `og:type`. */
  type?: 'website' | 'article' | 'video' | 'music' | 'book' | 'profile' | 'product' | undefined;
  /** `og:site_name`. */
  siteName?: string | undefined;
}

/** Parameters of {@link Vortex.createInvitation} (docs/protocol.md §3.5). */
export type CreateInvitationRequest = CreateInvitationFields & (InvitedToScope | InvitedToNoScope);

/** Both fields name one scope: the id means nothing without the type. */
interface InvitedToScope {
  /** The id, in your system, of the scope invited to. */
  scopeId: string;
  /** The type of that scope: `team`, `workspace`, … */
  scopeType: string;
}

interface InvitedToNoScope {
  scopeId?: undefined;
  scopeType?: undefined;
}

interface CreateInvitationFields {
  /** The component's id, from the Vortex dashboard. */
  widgetConfigurationId: string;
  /** Who is invited. */
  target: CreateInvitationTarget;
  /** Who invites. */
  inviter: Inviter;
  /** The display name of that scope. */
  scopeName?: string | undefined;
  /** @deprecated Use `scopeId`, `scopeType` and `scopeName`. */
  scopes?: readonly CreateInvitationScope[] | undefined;
  /** @deprecated Use `scopeId`, `scopeType` and `scopeName`. */
  groups?: readonly CreateInvitationScope[] | undefined;
  /** Where the invitation came from, for analytics. The Cloud's default is `api`. */
  source?: string | undefined;
  /** Values for the email template's variables. */
  templateVariables?: Readonly<Record<string, string>> | undefined;
  /** Your own data, returned in webhooks. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Your own tag, for analytics: `pymk`, `post-signup`, … */
  subtype?: string | undefined;
  /** How the link looks when it is pasted somewhere. */
  unfurlConfig?: UnfurlConfig | undefined;
}

/** The Cloud's response to a new invitation. */
export interface CreateInvitationResponse {
  /** UUID of the invitation. */
  id: string;
  /** The link for the person invited, such as `https://vrtx.link/i/abc123`. */
  shortLink: string;
  /** `queued` for an email. */
  status: InvitationStatus;
  /** ISO 8601. */
  createdAt: string;
}
