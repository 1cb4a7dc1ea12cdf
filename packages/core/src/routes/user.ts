import type { AcceptUser } from '../client/types/actions.ts';
import { defined } from '../shared/defined.ts';
import { isRecord } from '../shared/is-record.ts';
import { isText } from '../shared/is-text.ts';

/** A place that invitations belong to: a team, a workspace, a project. */
export interface VortexUserScope {
  /** The kind of scope, as in your invitations: `'team'`, `'workspace'`. */
  readonly type: string;
  /** Its id in your system. Compared as a string. */
  readonly id: string | number;
  /** Whether the user administers it. Default: `false`. */
  readonly admin?: boolean | null | undefined;
}

/** The signed-in user, as your `authenticate` gives it. Everything but `id` is optional. */
export interface VortexUser {
  /** The user's id in your system. Compared as a string. */
  readonly id: string | number;
  /** An address that your app has **verified**: its owner may read and accept what was sent to it. */
  readonly email?: string | null | undefined;
  /** `false` switches off every rule that rests on `email`, and keeps it out of tokens. Default: verified. */
  readonly emailVerified?: boolean | null | undefined;
  /** A phone number that your app has **verified**, written as in the invitations. */
  readonly phone?: string | null | undefined;
  /** Display name, for tokens. */
  readonly name?: string | null | undefined;
  /** An https URL, for tokens. */
  readonly avatarUrl?: string | null | undefined;
  /** Goes into tokens (`['autojoin']`, say) and grants nothing on these routes. */
  readonly adminScopes?: readonly string[] | null | undefined;
  /** Goes into tokens; where given, autojoin can be configured for these domains only. */
  readonly allowedEmailDomains?: readonly string[] | null | undefined;
  /** The scopes the user is a member of, and which of them the user administers. */
  readonly scopes?: readonly VortexUserScope[] | null | undefined;
  /** Goes into tokens as the claim `attributes`. */
  readonly attributes?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An address an invitation can be sent to, or be accepted with. */
export interface Address {
  /** `email`, `phone`, `internal` (a user id of yours), or another kind that Vortex Cloud may know. */
  readonly type: string;
  readonly value: string;
}

/**
 * Trimmed, and lower case in ASCII only: `\u212A` (the Kelvin sign) would fold to `k` and make one person's address
 * another's.
 */
export function comparable(text: string): string {
  return text.trim().replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The user's email where it proves something. */
export function verifiedEmail(user: VortexUser): string | undefined {
  return user.emailVerified === false || !user.email ? undefined : user.email;
}

/** The addresses that an acceptor has. */
export function addressesOf({ email, phone }: AcceptUser): Address[] {
  return Object.entries(defined({ email, phone })).map(([type, value]) => ({ type, value }));
}

/** Whether the address is the user's own. */
export function isOwn(user: VortexUser, { type, value }: Address): boolean {
  if (type === 'internal') return value === String(user.id);
  const own = type === 'email' ? verifiedEmail(user) : type === 'phone' ? user.phone : undefined;
  return own !== undefined && own !== null && comparable(own) !== '' && comparable(own) === comparable(value);
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

/** Whether a value can be the signed-in user. */
export function isUser(value: unknown): value is VortexUser {
  if (!isRecord(value)) return false;
  const { id, email, phone, scopes } = value;
  return isId(id) && isOptionalText(email) && isOptionalText(phone) && areScopes(scopes ?? []);
}

function areScopes(value: unknown): boolean {
  return Array.isArray(value) && value.every((scope) => typeof scope?.type === 'string' && isId(scope?.id));
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function isId(value: unknown): value is string | number {
  return isText(value) || (typeof value === 'number' && Number.isFinite(value));
}
