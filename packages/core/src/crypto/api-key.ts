import { VortexConfigError } from '../errors.ts';
import { readEnv } from '../shared/environment.ts';
import { decorationOf } from './decoration.ts';
import { base64urlToBytes, bytesToHex, jsonToBase64url } from './encoding.ts';
import { type HmacKey, hmacKey } from './hmac.ts';

/** The parts of an API key. */
export interface ParsedApiKey {
  /** The key's id, a UUID in lower case: the `kid` of every token (docs/protocol.md §1.1). */
  readonly kid: string;
  /** The secret that the signing key is derived from, together with the id (docs/protocol.md §1.2). */
  readonly secret: string;
}

/** An API key ready to sign with. The key can't be recovered from it. */
export interface ApiKey {
  readonly kid: string;
  /** HMAC-SHA256 with the derived signing key. */
  readonly hmac: HmacKey;
  /** The header of every token of this key, encoded once (docs/protocol.md §2.1). */
  readonly tokenHeader: string;
}

/**
 * Parses `VRTX.<id>.<secret>` (docs/protocol.md §1.1). Stricter than the official SDK: a key that it would silently
 * truncate is refused here.
 *
 * @throws {VortexConfigError} `invalid_api_key`, saying which part is wrong and never printing it.
 */
export function parseApiKey(apiKey: string): ParsedApiKey {
  const parts = apiKey.split('.');
  const [prefix, id, secret] = parts;
  const decoration = decorationOf(apiKey);
  if (decoration) throw invalidKey(decoration);
  if (/[>\u2026]$/.test(apiKey))
    throw invalidKey('ends with ">" or an ellipsis, which belongs to a placeholder or a shortened display');
  if (prefix !== 'VRTX') throw invalidKey('does not begin with "VRTX."');
  if (parts.length !== 3) throw invalidKey(`has ${parts.length} parts instead of 3`);
  if (!id || !/^[A-Za-z0-9_-]{22}$/.test(id)) {
    throw invalidKey('has no id of 22 characters of base64url');
  }
  if (!secret) throw invalidKey('has no secret');
  const kid = bytesToHex(base64urlToBytes(id)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kid, secret };
}

/** The derived signing key, 32 bytes (docs/protocol.md §1.2). */
export function signingBytes({ kid, secret }: ParsedApiKey): Uint8Array {
  return hmacKey(secret).bytes(kid);
}

/** A parsed key, ready to sign with. */
export function signingKey(parsed: ParsedApiKey): ApiKey {
  const { kid } = parsed;
  return {
    kid,
    hmac: hmacKey(signingBytes(parsed)),
    tokenHeader: jsonToBase64url({ alg: 'HS256', typ: 'JWT', kid }),
  };
}

/**
 * The key that was passed, or `VORTEX_API_KEY` if the option was left out.
 *
 * @throws {VortexConfigError} `missing_api_key`, or `invalid_api_key` for something that is not a string.
 */
export function resolveApiKey(apiKey: unknown): string {
  const key = apiKey === undefined ? readEnv('VORTEX_API_KEY') : apiKey;
  if (key === undefined || key === null || key === '') {
    throw new VortexConfigError(
      'missing_api_key',
      'No Vortex API key: pass { apiKey } or set VORTEX_API_KEY. You find it in the Vortex dashboard.',
    );
  }
  if (typeof key !== 'string') throw invalidKey('is not a string');
  return key;
}

/** The error for an invalid key. It shows no part of the key. */
export function invalidKey(reason: string): VortexConfigError {
  return new VortexConfigError(
    'invalid_api_key',
    `The Vortex API key (apiKey, or VORTEX_API_KEY) ${reason}. Copy it whole from the Vortex ` +
      'dashboard: VRTX.<id>.<secret>.',
  );
}
