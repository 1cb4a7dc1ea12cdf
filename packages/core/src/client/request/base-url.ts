import { readEnv } from '../../shared/environment.ts';
import { invalidOption } from '../../shared/invalid-option.ts';
import { parseUrl } from '../../shared/parse-url.ts';

/** Where Vortex Cloud's API is (docs/protocol.md §3.1). */
export const DEFAULT_BASE_URL = 'https://api.vortexsoftware.com';

/** The address given, or that of the environment at this moment, or Vortex Cloud's. Without a slash at its end. */
export function currentBaseUrl(given: string | undefined): string {
  if (given !== undefined) return given;
  const fromEnvironment = readEnv('VORTEX_API_BASE_URL');
  return fromEnvironment === undefined
    ? DEFAULT_BASE_URL
    : parseBaseUrl(fromEnvironment, 'baseUrl (VORTEX_API_BASE_URL)');
}

/**
 * Checks a base URL and removes its trailing slash.
 *
 * @param source - What the message calls it.
 * @throws {VortexConfigError} `invalid_option`, naming the address.
 */
export function parseBaseUrl(value: unknown, source: string): string {
  const text = String(value);
  const url = parseUrl(text);
  if (url?.username || url?.password)
    throw invalidOption(source, 'contains a user name or password: use the headers option');
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw invalidOption(
      source,
      `must be the http(s) root of an API, such as ${DEFAULT_BASE_URL}, not "${shown(text)}"`,
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/**
 * What stands before an `@` may be a password, also in an address that can't be parsed, and a query may hold a token.
 */
function shown(value: string): string {
  return value.slice(0, 200).replace(/[?#].*|^.*@/gs, '…');
}
