import type { TokenScope } from './token-scope.ts';
import type { SignedInUser } from './token-user.ts';

/**
 * How long a token lives: `'5m'`, `'1h'`, `'7d'` (whole minutes, hours or days), a whole number of seconds, or the
 * `Date` at which it ends (docs/protocol.md §2.2).
 */
export type ExpiresIn = string | number | Date;

/** Options of {@link Vortex.generateToken}. */
export interface GenerateTokenOptions {
  /** Default: 30 days, as in the official SDK. Shorter is better: an hour is plenty for a page. */
  readonly expiresIn?: ExpiresIn | undefined;
}

/** Options of {@link Vortex.generateJwt}. */
export interface GenerateJwtOptions {
  /** Default: 30 days, as in the official SDK. */
  readonly expiresIn?: ExpiresIn | undefined;
}

/** The signed-in user in a token. Only `id` matters to attribution; everything else is passed through. */
export interface GenerateTokenUser {
  /** The user's id in your system. Without it invitations are not attributed to anybody. */
  id: string | number;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  avatarUrl?: string | undefined;
  /** What the user may administer in components; `'autojoin'` is the one known today. */
  adminScopes?: readonly string[] | undefined;
  /** Only addresses of these domains may be invited by email. */
  allowedEmailDomains?: readonly string[] | undefined;
  [key: string]: unknown;
}

/** What {@link Vortex.generateToken} signs. Every field is optional, and any further JSON value is passed through. */
export interface GenerateTokenData {
  /** The component's id. */
  component?: string | undefined;
  /** CSS selector of the element that opens the component. */
  trigger?: string | undefined;
  /** CSS selector of the element the component is put into. */
  embed?: string | undefined;
  /**
   * The signed-in user. Every field of it enters the token; of a `VortexUser`, as `authenticate` returns it, told by
   * its
   * `scopes` or `emailVerified`, only `id`, the verified `email`, `phone`, `name`, `avatarUrl`, `adminScopes` and
   * `allowedEmailDomains`.
   */
  user?: GenerateTokenUser | SignedInUser | undefined;
  /**
   * The scope that invitations are made into: `{ type: 'team', id: '42' }`, or as the token has it, `'team:42'`. An id
   * without a type means a scope of the type `default`, and is warned about once.
   */
  scope?: string | TokenScope | undefined;
  /** Values for the placeholders in messages. */
  vars?: Record<string, unknown> | undefined;
  [key: string]: unknown;
}

/** The user that {@link Vortex.generateJwt} and {@link Vortex.sign} speak for. */
export interface User {
  /** The user's id in your system. */
  id: string;
  /** Used as the reply address of invitations. */
  email?: string | undefined;
  name?: string | undefined;
  /** HTTPS, at most 2,000 characters. */
  avatarUrl?: string | undefined;
  /** @deprecated Use `name`. */
  userName?: string | undefined;
  /** @deprecated Use `avatarUrl`. */
  userAvatarUrl?: string | undefined;
  /** What the user may administer in components; `'autojoin'` is the one known today. */
  adminScopes?: string[] | undefined;
  /** Only addresses of these domains may be invited by email. */
  allowedEmailDomains?: string[] | undefined;
  [key: string]: unknown;
}

/** What {@link Vortex.generateJwt} signs: the user, and extra claims beside it. */
export interface GenerateJwtParams {
  user: User;
  [key: string]: unknown;
}

/** An address of the user, as the claim `identifiers` lists them. */
export interface Identifier {
  /** `email`, `phone`, `sms` or another kind that the Cloud may know. */
  type: string;
  /** The address. */
  value: string;
}

/** A scope of the user, as the older claim `groups` lists them. Give `groupId`, or `id`, its older name. */
export interface Group {
  /** What kind of scope: `team`, `workspace`, … */
  type: string;
  /** @deprecated Use {@link Group.groupId}. */
  id?: string | undefined;
  /** The scope's id in your system. */
  groupId?: string | undefined;
  /** Display name. */
  name: string;
}

/** @deprecated The claims of a JWT in the form that older SDKs take; see {@link JwtClaims} for what is verified. */
export interface JWTPayload {
  /** The user's id in your system. */
  userId: string;
  /** The user's addresses. */
  identifiers: readonly Identifier[];
  /** The user's scopes. */
  groups: readonly Group[];
  /** What the user may do in components: `admin`, `member`, … */
  role?: string | undefined;
}

/** @deprecated The simple claims of a JWT that older SDKs take. */
export interface JWTPayloadSimple {
  /** The user's id in your system. */
  userId: string;
  /** The user's email address. */
  userEmail: string;
  /** Whether the user administers autojoin. */
  userIsAutojoinAdmin?: boolean | undefined;
}
