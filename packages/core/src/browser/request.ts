import type { VortexErrorCode } from '../errors.ts';
import type { VortexRoute, VortexRoutes } from '../routes/route-types.ts';
import type { PageRequestOptions, VortexPageOptions } from './options.ts';
import { VortexPageError } from './page-error.ts';

/** A field of a route's types, as its caller has to give it. */
type Field<Route extends VortexRoute, Name extends string> =
  VortexRoutes[Route] extends Record<Name, infer Value>
    ? { readonly [Key in Name]: Value }
    : VortexRoutes[Route] extends { [Key in Name]?: infer Value }
      ? { readonly [Key in Name]?: Value }
      : unknown;

/** What a route is asked with: its query or its body, and a signal. */
export type PageRequest<Route extends VortexRoute> = PageRequestOptions & Field<Route, 'query'> & Field<Route, 'body'>;

/** What a route answers. */
export type PageReply<Route extends VortexRoute> = VortexRoutes[Route]['reply'];

/** Calls a route: its values in the order of its path, then its query or body. */
export type PageCall = <Route extends VortexRoute>(
  route: Route,
  values: readonly string[],
  ...request: object extends PageRequest<Route> ? [request?: PageRequest<Route>] : [request: PageRequest<Route>]
) => Promise<PageReply<Route>>;

/** The fields of a {@link PageRequest}, of whatever route. */
interface AnyRequest extends PageRequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

interface AnyReply {
  readonly code?: VortexErrorCode;
  readonly error?: string;
  readonly data?: unknown;
}

/** Calls a route; {@link PageCall} is its type once the options are bound. */
export async function send(
  { basePath = '/api/vortex', fetch = globalThis.fetch, headers, onError }: VortexPageOptions,
  route: string,
  values: readonly string[],
  { query, body, signal }: AnyRequest = {},
): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ');
  const url = `${basePath.replace(/\/$/, '')}/${pathWith(path, values)}${query ? `?${new URLSearchParams(query)}` : ''}`;
  let status: number | undefined;
  let wait = 0;
  let reply: AnyReply | undefined;
  let cause: unknown;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(typeof headers === 'function' ? headers() : headers),
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.any([AbortSignal.timeout(30_000), ...(signal ? [signal] : [])]),
    });
    const text = await response.text();
    status = response.status;
    wait = Number(response.headers.get('retry-after'));
    reply = JSON.parse(text);
    if (response.ok && reply) return reply.data ?? reply;
  } catch (error) {
    cause = error;
  }
  // Where the response is not the routes' own (a proxy's, an HTML page), or there is none.
  const otherwise = status
    ? status < 300
      ? 'invalid_response'
      : 'api_error'
    : signal?.aborted
      ? 'aborted'
      : 'connection_failed';
  const { code = otherwise, error = `${route}: ${code}` } = reply ?? {};
  const failure = new VortexPageError(code, error, { cause, status, retryAfter: wait || undefined });
  onError?.(failure);
  throw failure;
}

function pathWith(path: string, values: readonly string[]): string {
  let next = 0;
  return path.replace(/:\w+/g, (name) => {
    const value = values[next++] ?? '';
    // Browsers would take these as steps, and the path as another route.
    if (/^\.{0,2}$/.test(value)) throw new VortexPageError('invalid_argument', `${name} is "${value}"`);
    return encodeURIComponent(value);
  });
}
