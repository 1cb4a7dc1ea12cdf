import type { ApiKey } from '../crypto/api-key.ts';
import { textToBase64url } from '../crypto/encoding.ts';
import type { VortexLogger } from '../shared/logger.ts';
import { guarded, payloadJson } from './json.ts';
import { warnWithoutUserId } from './user-id-warning.ts';

/** What a token is made of. */
export interface TokenParts {
  /** Encoded. */
  readonly header: string;
  readonly claims: object;
  /** Whom the token names; without one it is still made. */
  readonly userId: unknown;
}

/**
 * A compact JWS (RFC 7515 §7.1) with HS256.
 *
 * @param make - Told the second since 1970 that it is; may touch the caller's values.
 */
export function signedToken(key: ApiKey, make: (now: number) => TokenParts, logger?: VortexLogger): string {
  const { signed, userId } = guarded(() => {
    const { header, claims, userId } = make(Math.floor(Date.now() / 1000));
    return { signed: `${header}.${textToBase64url(payloadJson(claims))}`, userId };
  });
  if (userId === undefined || userId === null) warnWithoutUserId(logger);
  return `${signed}.${key.hmac.base64url(signed)}`;
}
