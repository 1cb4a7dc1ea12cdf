import type { ApiKey } from '../api-key.ts';
import { textToBase64url } from '../encoding.ts';

/** A compact JWS (RFC 7515 §7.1) with HS256. */
export function signedToken(key: ApiKey, encodedHeader: string, json: string): string {
  const signed = `${encodedHeader}.${textToBase64url(json)}`;
  return `${signed}.${key.hmac.base64url(signed)}`;
}
