import { base64urlToBytes, bytesToHex } from './encoding.ts';
import { readEnv } from './environment.ts';
import { VortexConfigError } from './errors.ts';
import { type HmacKey, hmacKey } from './hmac.ts';

/** What a key is good for once it has been parsed; the secret itself is not among it. */
export interface ApiKey {
  /** The key's id, a UUID in lower case: the `kid` of every token (protocol §1.1). */
  readonly kid: string;
  /** The derived signing key (protocol §1.2). */
  readonly signingKey: HmacKey;
}

/**
 * Parses `VRTX.<id>.<secret>` and derives the signing key (protocol §1.1, §1.2). Strict where the official SDK is
 * lenient: a key it would silently truncate is refused here.
 *
 * @throws {VortexConfigError} `invalid_api_key`, saying which part is wrong and never printing it.
 */
export function parseApiKey(apiKey: string): ApiKey {
  const parts = apiKey.split('.');
  const [prefix, id, secret] = parts;
  if (apiKey.trim() !== apiKey) throw invalid('it has white space at an end, as a copied line has.');
  if (prefix !== 'VRTX') throw invalid('it does not begin with "VRTX." (capital letters).');
  if (parts.length !== 3) throw invalid(`it has ${parts.length} parts between dots instead of 3.`);
  if (!id || !/^[A-Za-z0-9_-]{22}$/.test(id)) {
    throw invalid('its second part, the id, is not 22 characters of base64url without padding.');
  }
  const bytes = base64urlToBytes(id);
  if (!bytes) throw invalid('its second part, the id, does not encode exactly 16 bytes.');
  if (!secret) throw invalid('its third part, the secret, is empty.');
  const kid = bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { kid, signingKey: hmacKey(hmacKey(secret).bytes(kid)) };
}

/**
 * The key given, or `VORTEX_API_KEY` when none was.
 *
 * @throws {VortexConfigError} `missing_api_key`, or `invalid_api_key` for something that is no string.
 */
export function resolveApiKey(apiKey: unknown): string {
  const key = apiKey ?? readEnv('VORTEX_API_KEY');
  if (key === undefined || key === '') {
    throw new VortexConfigError(
      'missing_api_key',
      'No Vortex API key. Pass one to `new Vortex(apiKey)` or set VORTEX_API_KEY; a key is made in the Vortex dashboard, ' +
        'and the local emulator prints one when it starts.',
    );
  }
  if (typeof key !== 'string') throw invalid(`it is of type ${typeof key}, not a string.`);
  return key;
}

function invalid(reason: string): VortexConfigError {
  return new VortexConfigError(
    'invalid_api_key',
    `The Vortex API key is not usable: ${reason} A key has the form VRTX.<id>.<secret>; copy it whole from the Vortex dashboard.`,
  );
}
