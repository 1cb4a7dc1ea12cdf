import { invalidArgument } from '../../shared/invalid-argument.ts';
import type { ApiRequestBody } from '../types/actions.ts';

/** A call of the API that has no method of its own. */
export interface ApiRequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, such as `/api/v1/invitations`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: ApiRequestBody | undefined;
  /** Encoded into the query. */
  readonly queryParams?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * @throws {VortexError} `invalid_argument` for a path that URL parsers would make another one of: they resolve dots, also
 * encoded ones and such between backslashes.
 */
export function checkPath(path: unknown): void {
  if (typeof path === 'string' && path.startsWith('/')) {
    const [pathname = ''] = path.split(/[?#]/, 1);
    if (!pathname.split(/[/\\]/).some((part) => /^(\.|%2e){1,2}$/i.test(part))) return;
  }
  throw invalidArgument('path must begin with a slash and have no segment "." or "..".');
}
