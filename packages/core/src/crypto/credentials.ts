import { isHeaderValue } from '../client/settings.ts';
import { type ApiKey, invalidKey, parseApiKey, resolveApiKey, signingKey } from './api-key.ts';

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
      throw invalidKey('signs tokens, but has a character that no HTTP header can have');
    },
  };
}
