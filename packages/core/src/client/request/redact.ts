import { isRecord } from '../../shared/is-record.ts';

const SECRETS =
  /VRTX\.[\w-]+\.[^\s"'<>,;]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bwhsec_[\w+/=-]+|\bbearer\s+[\w.~+/=-]+|\b[0-9a-f-]{36}:[0-9a-f]{64}\b/gi;

/**
 * A server's answer without what must not travel further in an error: the API key in use and its parts, and anything
 * that looks like a key, a token, a webhook secret or a signature.
 *
 * @param text - The body as it came.
 * @param apiKey - The key the request was made with.
 * @returns The parsed JSON, or the text where it is none.
 */
export function redactBody(text: string, apiKey: string): unknown {
  const clean = cleaner(apiKey);
  try {
    return JSON.parse(text, (_, value) => {
      if (typeof value === 'string') return clean(value);
      return isRecord(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), item]))
        : value;
    });
  } catch {
    return clean(text);
  }
}

function cleaner(apiKey: string): (text: string) => string {
  const secret = apiKey.slice(apiKey.lastIndexOf('.') + 1);
  return (text) => {
    const cut = text.replaceAll(apiKey, '[redacted]').replace(SECRETS, '[redacted]');
    // A secret of a few characters may be part of any word; it isn't one worth keeping either.
    return secret.length < 6 ? cut : cut.replaceAll(secret, '[redacted]');
  };
}
