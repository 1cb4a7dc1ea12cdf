import type { AcceptUser } from '../../client/types/actions.ts';
import { comparableAddress } from '../../shared/comparable-address.ts';
import { defined } from '../../shared/defined.ts';
import type { ForeignFields } from './foreign-user.ts';

/** A place that people are invited to: a team, a workspace, a project. */
export interface VortexUserScope {
  /** The type of scope, as in your invitations: `'team'`, `'workspace'`. */
  readonly type: string;
  /** Its id in your system: a string or a safe integer. Compared as a string. */
  readonly id: string | number;
  /** Whether the user administers it. Default: `false`. */
  readonly admin?: boolean | null | undefined;
}

/**
 * The signed-in user, as your `authenticate` returns it. Only `id` is required.
 *
 * Don't return a session or another library's user object: it has an `id` too, but its own fields say whether its email
 * is verified. Return an object with the fields below.
 */
export interface VortexUser extends ForeignFields {
  /** The user's id in your system: a non-empty string or a safe integer. Compared as a string. */
  readonly id: string | number;
  /**
   * An email address that your app has **verified**: its owner may read and accept invitations that were sent to it.
   */
  readonly email?: string | null | undefined;
  /**
   * Whether `email` is verified: `true`, or left out. With `false` or `null`, no rule uses `email`, and tokens do not
   * contain it. Anything else (0 and 1, a date) is refused: convert it with `Boolean(user.emailVerified)`.
   */
  readonly emailVerified?: boolean | null | undefined;
  /** A phone number that your app has **verified**. Compared by its plus sign and digits. */
  readonly phone?: string | null | undefined;
  /** Display name, added to tokens. */
  readonly name?: string | null | undefined;
  /** An HTTPS URL of a picture, added to tokens. */
  readonly avatarUrl?: string | null | undefined;
  /** Added to tokens, for example `['autojoin']`. It grants nothing on these routes. */
  readonly adminScopes?: readonly string[] | null | undefined;
  /** Added to tokens. If given, autojoin can be configured only for these domains. */
  readonly allowedEmailDomains?: readonly string[] | null | undefined;
  /** The scopes the user is a member of, and which of them the user administers. */
  readonly scopes?: readonly VortexUserScope[] | null | undefined;
  /** Added to tokens as the claim `attributes`. */
  readonly attributes?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An address that an invitation can be sent to or accepted with. */
export interface Address {
  /** `email`, `phone`, `internal` (a user id of yours), or another type that Vortex Cloud may know. */
  readonly type: string;
  readonly value: string;
}

/** The user's email where it proves something. */
export function verifiedEmail({ email, emailVerified }: VortexUser): string | undefined {
  return email?.trim() && (emailVerified === undefined || emailVerified === true) ? email : undefined;
}

/** The user's phone number, if it is not blank. */
export function phoneOf({ phone }: VortexUser): string | undefined {
  return phone?.trim() ? phone : undefined;
}

/** The addresses that an acceptor has. */
export function addressesOf({ email, phone }: AcceptUser): Address[] {
  return Object.entries(defined({ email, phone })).map(([type, value]) => ({ type, value }));
}

/** Whether the address is the user's own. */
export function isOwn(user: VortexUser, { type, value }: Address): boolean {
  if (type === 'internal') return value === String(user.id);
  const own = type === 'email' ? verifiedEmail(user) : type === 'phone' ? phoneOf(user) : undefined;
  if (own === undefined) return false;
  return comparableAddress({ type, value: own }) === comparableAddress({ type, value });
}

/** Whether the user belongs to the scope. */
export function isMember({ scopes }: VortexUser, type: string, id: string): boolean {
  return includes(scopes ?? [], type, id);
}

/** Whether the user administers the scope. */
export function isAdmin({ scopes }: VortexUser, type: string, id: string): boolean {
  return includes(scopes?.filter(({ admin }) => admin === true) ?? [], type, id);
}

function includes(scopes: readonly VortexUserScope[], type: string, id: string): boolean {
  return scopes.some((scope) => scope.type === type && String(scope.id) === id);
}
