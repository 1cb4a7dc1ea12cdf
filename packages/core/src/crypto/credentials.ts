import { isHeaderValue } from '../client/settings.ts';
import { type ApiKey, invalidKey, parseApiKey, resolveApiKey, signingKey } from './api-key.ts';

/** One API key, in the form for the REST API and in the form for signing tokens. */
export interface Credentials {
  /** The whole key, for the `x-api-key` header. */
  apiKey(): string;
  /** The parsed key, for signing. */
  key(): ApiKey;
}

/**
 * Keeps a key where inspection and serialisation can't reach it. A key that was passed is checked now; without one,
 * `VORTEX_API_KEY` is read when it is first needed.
 *
 * @throws {VortexConfigError} `invalid_api_key`; later also `missing_api_key`.
 */
export function credentials(given: string | undefined): Credentials {
  let kept: { readonly text: string; readonly signing: ApiKey } | undefined;
  const read = () => {
    if (!kept) {
      const text = resolveApiKey(given);
      kept = { text, signing: signingKey(parseApiKey(text)) };
    }
    return kept;
  };
  if (given !== undefined) read();
  return {
    key: () => read().signing,
    apiKey() {
      const { text } = read();
      // fetch would refuse it, and print it in its error.
      if (isHeaderValue(text)) return text;
      throw invalidKey('can sign tokens, but contains a character that is not allowed in an HTTP header');
    },
  };
}
