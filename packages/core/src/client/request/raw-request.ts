import { isRecord } from '../../shared/checks/is-record.ts';
import { invalidArgument } from '../../shared/invalid-argument.ts';
import { parseUrl } from '../../shared/parse-url.ts';
import type { ApiRequestBody } from '../types/actions.ts';

/** A call of the API that has no method of its own. */
export interface ApiRequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * The path below the base URL, such as `/api/v1/invitations`, with its values encoded. It is sent exactly as given,
   * or refused.
   */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: ApiRequestBody | undefined;
  /** Encoded into the query. */
  readonly queryParams?: Readonly<Record<string, string | number | boolean>> | undefined;
}

const METHODS: readonly unknown[] = ['GET', 'POST', 'PUT', 'DELETE'] satisfies ApiRequestOptions['method'][];

/**
 * Refuses what would not be sent exactly as given: a path that URL parsers make another one of (they resolve dots, turn
 * backslashes round, drop line breaks and what follows a `#`, and encode what is not), another method, or a body that
 * `GET` can't have.
 *
 * @returns What was checked, each field read once: a getter can't give another value to what sends it.
 * @throws {VortexError} `invalid_argument`.
 */
export function checkedRawRequest(request: ApiRequestOptions): ApiRequestOptions {
  if (!isRecord(request as unknown))
    throw invalidArgument('vortexApiRequest needs an object such as { method, path }.');
  const { method, path, body, queryParams: given } = request;
  const queryParams = given && { ...given };
  if (!METHODS.includes(method)) throw invalidArgument(`method must be one of ${METHODS.join(', ')}.`);
  if (!isSentAsGiven(path)) {
    throw invalidArgument(
      'path must begin with a slash and contain no segment "." or "..", no backslash, whitespace, ' +
        'control character or "#". Encode values with encodeURIComponent.',
    );
  }
  if (method === 'GET' && body) throw invalidArgument('A GET request has no body. Use queryParams.');
  for (const [name, value] of Object.entries(queryParams ?? {})) {
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) continue;
    throw invalidArgument(`queryParams.${name} must be a string, a finite number or a boolean.`);
  }
  return { method, path, body, queryParams };
}

function isSentAsGiven(path: unknown): boolean {
  if (typeof path !== 'string' || !path.startsWith('/')) return false;
  const url = parseUrl(`http://host${path}`);
  return url !== undefined && url.host === 'host' && url.pathname + url.search === path;
}
