import { VortexError } from '../errors.ts';
import type { Requester } from './requester.ts';
import type { ApiRequestBody, ApiResponseJson } from './types/actions.ts';
import type { RequestOptions } from './types/options.ts';

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

export async function rawRequest(
  send: Requester,
  { method, path, body, queryParams }: ApiRequestOptions,
  options?: RequestOptions,
): Promise<ApiResponseJson> {
  if (typeof path !== 'string' || !path.startsWith('/')) throw unfit();
  const [pathname = ''] = path.split(/[?#]/, 1);
  // URL parsers resolve these away, encoded ones and backslashes too, and another path would be asked for.
  if (pathname.split(/[/\\]/).some((part) => /^(\.|%2e){1,2}$/i.test(part))) throw unfit();
  const { json } = await send({ method, path, body, query: queryParams }, options);
  if (json === undefined) return {};
  return json as ApiResponseJson;
}

function unfit(): VortexError {
  return new VortexError(
    'invalid_argument',
    'The path of vortexApiRequest must begin with a slash and have no segment "." or "..".',
  );
}
