import type { ApiKey } from '../crypto/api-key.ts';
import { jsonToBase64url } from '../crypto/encoding.ts';
import { VortexTokenError } from '../errors.ts';
import type { VortexLogger } from '../shared/logger.ts';
import { expiryAt } from './expires-in.ts';
import { requireRecord } from './json.ts';
import { signedToken, type TokenParts } from './signed-token.ts';
import type { GenerateJwtOptions, GenerateJwtParams, User } from './types.ts';
import { mappedClaims } from './user-claims.ts';

/** Claims that say who the user is and until when: an extra of the same name would let a caller's data decide. */
const RESERVED: ReadonlySet<string> = new Set([
  'userId',
  'userEmail',
  'expires',
  'identifiers',
  'iat',
  'exp',
  'adminScopes',
  'userIsAutojoinAdmin',
  'allowedEmailDomains',
]);

/** Signs the older kind of token (docs/protocol.md §2.3). */
export function generateJwt(
  key: ApiKey,
  params: GenerateJwtParams,
  options?: GenerateJwtOptions,
  logger?: VortexLogger,
): string {
  requireRecord(params, 'The argument of generateJwt', "{ user: { id: 'user-123' } }");
  const parts = (now: number): TokenParts => {
    const { user, ...extras } = params;
    requireRecord(user, 'user', "{ id: 'user-123' }");
    refuseReserved(extras);
    // An own `__proto__`, as JSON.parse makes it, must not become the claims' prototype.
    Reflect.deleteProperty(extras, '__proto__');
    const claims = { ...userClaims(user, expiryAt(now, options)), ...extras };
    const header = jsonToBase64url({ iat: now, alg: 'HS256', typ: 'JWT', kid: key.kid });
    return { header, claims, userId: claims.userId };
  };
  return signedToken(key, parts, logger);
}

function userClaims(user: User, expires: number) {
  const { adminScopes, allowedEmailDomains, ...profile } = mappedClaims(user);
  return {
    userId: user.id,
    userEmail: user.email,
    expires,
    // Components look for the address here.
    identifiers: user.email ? [{ type: 'email', value: user.email }] : [],
    ...profile,
    adminScopes,
    ...(adminScopes?.includes('autojoin') && { userIsAutojoinAdmin: true, role: 'admin' }),
    allowedEmailDomains,
  };
}

function refuseReserved(extras: object): void {
  const reserved = Object.keys(extras).find((name) => RESERVED.has(name));
  if (reserved === undefined) return;
  throw new VortexTokenError(
    'reserved_claim',
    `generateJwt sets "${reserved}" itself. Put it in user, or pass { expiresIn }.`,
  );
}
