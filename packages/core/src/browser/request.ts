import type { VortexErrorCode } from '../errors.ts';
import type { VortexRoute, VortexRoutes } from '../routes/route-types.ts';
import type { PageRequestOptions, VortexPageFetchResponse, VortexPageOptions } from './options.ts';
import { VortexPageError } from './page-error.ts';

/** The one route with a query. */
type ByTarget = 'GET invitations?targetType=:targetType&targetValue=:targetValue';

/** A route as a page calls it: its method, path and query. */
export type PageRoute = Exclude<VortexRoute, 'GET invitations'> | ByTarget;

type TypesOf<Route extends PageRoute> = VortexRoutes[Route extends VortexRoute ? Route : 'GET invitations'];

/** The body of a route, as its caller has to pass it. */
type Body<Route extends PageRoute> =
  TypesOf<Route> extends { body: infer Value }
    ? { readonly body: Value }
    : TypesOf<Route> extends { body?: infer Value }
      ? { readonly body?: Value | undefined }
      : unknown;

/** What a route is called with: its body, and a signal. */
export type PageRequest<Route extends PageRoute> = PageRequestOptions & Body<Route>;

/** What a route's call resolves to: the list or the token itself if the response holds nothing else. */
export type PageReply<Route extends PageRoute> = TypesOf<Route>['reply'] extends
  | { readonly invitations: infer Part }
  | { readonly token: infer Part }
  | { readonly jwt: infer Part }
  ? Part
  : TypesOf<Route>['reply'];

/** Calls a route: first its values in order, then its body. */
export type PageCall = <Route extends PageRoute>(
  route: Route,
  values: readonly string[],
  ...request: object extends PageRequest<Route> ? [request?: PageRequest<Route>] : [request: PageRequest<Route>]
) => Promise<PageReply<Route>>;

/** The fields of a {@link PageRequest} of any route. */
interface AnyRequest extends PageRequestOptions {
  readonly body?: object | undefined;
}

/** Anything a server may send. An error of the routes has a code. */
interface AnyReply {
  readonly code?: VortexErrorCode;
  readonly error?: string;
  readonly [field: string]: unknown;
}

/** The longest wait that a server can ask for, in seconds: a little more than a day. */
const LONGEST = 100_000;

/** Calls a route; {@link PageCall} is its type once the options are bound. */
export async function send(
  { basePath = '/api/vortex', fetch: reach = fetch, headers, onError }: VortexPageOptions,
  route: string,
  values: readonly string[],
  { body, signal }: AnyRequest = {},
): Promise<unknown> {
  let next = 0;
  const filled = route.replace(/:\w+/g, (name) => {
    const value = values[next++] ?? '';
    // Browsers would resolve these segments, and the path would name another route.
    if (/^\.{0,2}$/.test(value)) throw new VortexPageError('invalid_argument', `${route}: ${name}`);
    return encodeURIComponent(value);
  });
  const [method, path] = filled.split(' ') as [string, string];
  const own = typeof headers === 'function' ? headers() : headers;
  let answered: VortexPageFetchResponse | undefined;
  let reply: AnyReply | undefined;
  let cause: unknown;
  try {
    const response = await reach(`${basePath.replace(/\/$/, '')}/${path}`, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...own },
      body: body ? JSON.stringify(body) : null,
      signal: signal ?? AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    answered = response;
    reply = JSON.parse(text) as AnyReply;
    const [part, kind] = /^GET.*e$|accept/.test(route)
      ? [reply.invitations, Array]
      : path.includes('/')
        ? [reply, Object]
        : [reply[path], String];
    if (response.ok && part && part.constructor === kind) return part;
  } catch (error) {
    cause = error;
  }
  // The response does not come from the routes (a proxy, an HTML page), or there is no response.
  const otherwise = answered
    ? answered.ok
      ? 'invalid_response'
      : 'api_error'
    : signal?.aborted
      ? 'aborted'
      : 'connection_failed';
  const { code = otherwise, error = `${route}: ${code}` } = reply?.code?.constructor === String ? reply : {};
  // Seconds, or a date by the server's clock: this one may be wrong.
  const after = answered?.headers.get('retry-after') as string;
  const wait = +after || Date.parse(after) / 1000 - Date.parse(answered?.headers.get('date') as string) / 1000;
  const failure = new VortexPageError(code, error, {
    status: answered?.status,
    retryAfter: wait > 0 ? Math.min(wait, LONGEST) : undefined,
    cause,
  });
  // An error thrown by it is not ours: it becomes an unhandled rejection like any other.
  (async () => onError?.(failure))();
  throw failure;
}
