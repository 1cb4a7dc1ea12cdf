import { type ApiKey, parseApiKey, resolveApiKey, signingKey } from './api-key.ts';
import { VortexConfigError } from './errors.ts';

/** One API key: as the REST API wants it and as tokens are signed with it. */
export interface Credentials {
  /** The whole key, for the `x-api-key` header. */
  apiKey(): string;
  /** The parsed key, for signing. */
  key(): ApiKey;
}

/**
 * Keeps a key where inspection and serialisation can't reach it. A key that was given is checked now; without one,
 * `VORTEX_API_KEY` is read when it is first needed.
 *
 * @throws {VortexConfigError} `invalid_api_key`; later also `missing_api_key`.
 */
export function credentials(given: string | undefined): Credentials {
  let text = '';
  let signing: ApiKey | undefined;
  let sendable = false;
  const key = () => {
    if (!signing) {
      text = resolveApiKey(given);
      signing = signingKey(parseApiKey(text));
    }
    return signing;
  };
  const apiKey = () => {
    if (sendable) return text;
    key();
    // fetch would refuse it, and print it in its error.
    if (!/^[\x21-\x7e\x80-\xff]+$/.test(text)) {
      throw new VortexConfigError(
        'invalid_api_key',
        'The Vortex API key holds characters that an HTTP header can not carry, so it can sign tokens but not call the API.',
      );
    }
    sendable = true;
    return text;
  };
  if (given !== undefined) key();
  return { apiKey, key };
}
