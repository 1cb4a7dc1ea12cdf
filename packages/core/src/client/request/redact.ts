import { isRecord } from '../../shared/checks/is-record.ts';
import { oneLine } from '../../shared/one-line.ts';
import type { Prepared } from './api-request.ts';

const SECRETS =
  /VRTX\.[\w-]+\.[^\s"'<>,;]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bwhsec_[\w+/=-]+|\bbearer\s+[\w.~+/=-]+|\b[0-9a-f-]{36}:[0-9a-f]{64}\b/gi;

/** The headers whose values anybody may read. */
const PUBLIC_HEADERS = /^(accept|content-type|user-agent|idempotency-key|x-vortex-sdk-.*)$/;

/**
 * A server's answer without what must not travel further in an error: the API key in use and its parts, the values of the
 * user's own headers, and anything that looks like a key, a token, a webhook secret or a signature.
 *
 * @param text - The body as it came.
 * @returns The parsed JSON, or the text if it is not JSON.
 */
export function redactBody(text: string, request: Prepared): unknown {
  const clean = cleaner(request);
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

/** A word of the server's, such as a header's value, fit for a message and a log: clean as a body is, and one line. */
export function redactLine(text: string, request: Prepared): string {
  return oneLine(cleaner(request)(text));
}

function cleaner(request: Prepared): (text: string) => string {
  const secrets = secretsOf(request);
  return (text) => {
    const [apiKey = '', ...others] = secrets;
    // The key before its parts, and what looks like one before a part of it is gone.
    const cut = text.replaceAll(apiKey, '[redacted]').replace(SECRETS, '[redacted]');
    return others.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), cut);
  };
}

/** The API key, then its secret part and the values of the user's headers, as far as they are long enough to be secrets. */
export function secretsOf({ apiKey, headers }: Prepared): string[] {
  const own = Object.entries(headers).flatMap(([name, value]) => (PUBLIC_HEADERS.test(name) ? [] : [value]));
  // A secret of a few characters may be part of any word; it isn't one worth keeping either.
  return [apiKey, ...[apiKey.slice(apiKey.lastIndexOf('.') + 1), ...own].filter(({ length }) => length >= 6)];
}
