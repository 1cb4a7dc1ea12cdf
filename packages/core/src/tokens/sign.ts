import type { ApiKey } from '../crypto/api-key.ts';
import { VortexTokenError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { guarded, replacedByToJson, requireRecord } from './json.ts';
import type { User } from './types.ts';
import { mappedClaims } from './user-claims.ts';

/** Fields that are mapped to other names, or left out when empty, instead of being copied. */
const MAPPED: ReadonlySet<string> = new Set([
  'id',
  'email',
  'name',
  'avatarUrl',
  'userName',
  'userAvatarUrl',
  'adminScopes',
  'allowedEmailDomains',
]);

/** Signs a user (docs/protocol.md §2.4). */
export function sign(key: ApiKey, user: User): string {
  requireRecord(user, 'The user', "{ id: 'user-123' }");
  const canonical = guarded(() => canonicalJson(signedUser(user)));
  return `${key.kid}:${key.hmac.hex(canonical)}`;
}

function signedUser(user: User): Record<string, unknown> {
  const { id, userId } = user;
  if (!id && !userId) {
    throw new VortexTokenError('missing_user_id', "sign needs the user's id: { id }.");
  }
  if (id && userId !== undefined && userId !== id) {
    throw new VortexTokenError('conflicting_user_id', 'sign got an id and a different userId. Pass only one of them.');
  }
  if (Object.hasOwn(user, 'toJSON') && typeof user.toJSON === 'function') throw replacedByToJson();
  const signed: Record<string, unknown> = {
    userId: id,
    ...(user.email && { userEmail: user.email }),
    ...mappedClaims(user),
  };
  for (const [field, value] of Object.entries(user)) {
    // An own `__proto__` would set the prototype here; it is not signed in any case.
    if (!MAPPED.has(field) && value !== undefined && field !== '__proto__') signed[field] = value;
  }
  return signed;
}
