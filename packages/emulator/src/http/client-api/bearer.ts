import { isVortexError, type VerifiedToken, verifyToken } from '@vortex/core';
import type { ScopeInput } from '../../cloud/invitations/input.ts';
import { ApiError } from '../api-error.ts';
import { isFields } from '../validation.ts';

/** The person whom a token speaks for, and what else the server has signed. */
export interface Bearer {
  readonly id: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly name: string | undefined;
  readonly avatarUrl: string | undefined;
  /** The component the token was made for, where it names one. */
  readonly component: string | undefined;
  /** The scope the token was made for, where it names one. */
  readonly scope: ScopeInput | undefined;
  /** What the server wants kept with every invitation that is made with this token. */
  readonly attributes: Record<string, unknown> | null;
}

/**
 * Who sends a request of the client API, whichever kind of token they hold (docs/protocol.md §6.1). Judged by the real
 * time, since that is what the app's server has signed with; time travel does not end tokens.
 *
 * @throws {ApiError} 401, saying what is wrong with the token.
 */
export async function readBearer(authorization: string, keys: readonly string[]): Promise<Bearer> {
  const token = authorization.replace(/^bearer\s+/i, '').trim();
  const verified = await verifyToken(token, keys).catch((error: unknown): never => {
    if (isVortexError(error)) throw new ApiError(401, error.code, `${error.message} Your server signs tokens.`);
    throw error;
  });
  const bearer = describe(verified);
  if (bearer.id !== '') return bearer;
  throw new ApiError(
    401,
    'token_without_user',
    'The token has no user: sign it with user.id, so that invitations are attributed to that user.',
  );
}

function describe({ kind, claims, userId = '' }: VerifiedToken): Bearer {
  const scope = readScope(claims.scope, claims.scopeType);
  const attributes = isFields(claims.attributes) ? claims.attributes : null;
  if (kind === 'token') {
    const { id: _, email, phone, name, avatarUrl } = claims.user ?? { id: '' };
    return {
      id: userId,
      email: text(email),
      phone: text(phone),
      name: text(name),
      avatarUrl: text(avatarUrl),
      component: text(claims.component),
      scope,
      attributes,
    };
  }
  const known = (type: string) => claims.identifiers?.find((entry) => entry.type === type)?.value;
  return {
    id: userId,
    email: text(claims.userEmail) ?? text(known('email')),
    phone: text(known('phone')) ?? text(known('sms')),
    name: text(claims.name),
    avatarUrl: text(claims.avatarUrl),
    component: text(claims.componentId),
    scope,
    attributes,
  };
}

/** `type:id`, or an id beside `scopeType`; a bare id is of the type `default` (docs/protocol.md §2.1, §3.3). */
function readScope(scope: unknown, scopeType: unknown): ScopeInput | undefined {
  const whole = text(scope);
  if (whole === undefined) return undefined;
  const type = text(scopeType);
  if (type !== undefined) return { type, groupId: whole, name: undefined };
  const [, before, after] = /^([^:]+):(.+)$/s.exec(whole) ?? [];
  return { type: before ?? 'default', groupId: after ?? whole, name: undefined };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
