import type { TokenScope } from './token-scope.ts';
import type { SignedInUser } from './token-user.ts';

/**
 * The lifetime of a token: `'5m'`, `'1h'`, `'7d'` (whole minutes, hours or days), a whole number of seconds, or the
 * `Date` at which it expires (docs/protocol.md §2.2).
 */
export type ExpiresIn = string | number | Date;

/** Options of {@link Vortex.generateToken}. */
export interface GenerateTokenOptions {
  /** The lifetime. Default: 30 days, as in the official SDK. Use a shorter one: an hour is enough for a page. */
  readonly expiresIn?: ExpiresIn | undefined;
}

/** Options of {@link Vortex.generateJwt}. */
export interface GenerateJwtOptions {
  /** The lifetime. Default: 30 days, as in the official SDK. */
  readonly expiresIn?: ExpiresIn | undefined;
}

/** The signed-in user in a token. Invitations are attributed by `id`; everything else is passed through. */
export interface GenerateTokenUser {
  /** The user's id in your system. Without it, invitations are not attributed to anyone. */
  id: string | number;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  avatarUrl?: string | undefined;
  /** What the user may administer in components. The only known value is `'autojoin'`. */
  adminScopes?: readonly string[] | undefined;
  /** Only addresses in these domains may be invited by email. */
  allowedEmailDomains?: readonly string[] | undefined;
  [key: string]: unknown;
}

/**
 * The payload that {@link Vortex.generateToken} signs. Every field is optional, and any other JSON value is passed
 * through.
 */
export interface GenerateTokenData {
  /** The component's id. */
  component?: string | undefined;
  /** CSS selector of the element that opens the component. */
  trigger?: string | undefined;
  /** CSS selector of the element that contains the component. */
  embed?: string | undefined;
  /**
   * The signed-in user. All of its fields are added to the token. Exception: of a `VortexUser`, as `authenticate`
   * returns it (recognized by `scopes` or `emailVerified`), only `id`, the verified `email`, `phone`, `name`,
   * `avatarUrl`, `adminScopes` and `allowedEmailDomains`.
   */
  user?: GenerateTokenUser | SignedInUser | undefined;
  /**
   * The scope to invite people to: `{ type: 'team', id: '42' }`, or in the token's form, `'team:42'`. An id without a
   * type means a scope of the type `default`; a warning is logged once.
   */
  scope?: string | TokenScope | undefined;
  /** Values for the placeholders in messages. */
  vars?: Record<string, unknown> | undefined;
  [key: string]: unknown;
}

/** The user for {@link Vortex.generateJwt} and {@link Vortex.sign}. */
export interface User {
  /** The user's id in your system. */
  id: string;
  /** Used as the reply address of invitations. */
  email?: string | undefined;
  name?: string | undefined;
  /** An HTTPS URL of at most 2,000 characters. */
  avatarUrl?: string | undefined;
  /** @deprecated Use `name`. */
  userName?: string | undefined;
  /** @deprecated Use `avatarUrl`. */
  userAvatarUrl?: string | undefined;
  /** What the user may administer in components. The only known value is `'autojoin'`. */
  adminScopes?: string[] | undefined;
  /** Only addresses in these domains may be invited by email. */
  allowedEmailDomains?: string[] | undefined;
  [key: string]: unknown;
}

/** The payload that {@link Vortex.generateJwt} signs: the user and extra claims. */
export interface GenerateJwtParams {
  user: User;
  [key: string]: unknown;
}

/** An address of the user, as the claim `identifiers` lists them. */
export interface Identifier {
  /** `email`, `phone`, `sms` or another type that the Cloud may know. */
  type: string;
  /** The address. */
  value: string;
}

/** A scope of the user, as the older claim `groups` lists them. Give `groupId`, or `id`, its older name. */
export interface Group {
  /** The type of scope: `team`, `workspace`, … */
  type: string;
  /** @deprecated Use {@link Group.groupId}. */
  id?: string | undefined;
  /** The scope's id in your system. */
  groupId?: string | undefined;
  /** Display name. */
  name: string;
}

/** @deprecated The claims of a JWT in the form that older SDKs take. See {@link JwtClaims} for verified claims. */
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
