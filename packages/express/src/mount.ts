import { pathnameOf, stripBasePath } from '@vortex/core/adapter';

/** What of an Express request says where a handler stands; a bare `router` has no more. */
export interface MountedRequest {
  readonly url: string;
  readonly baseUrl?: string | undefined;
  readonly route?: unknown;
}

/**
 * Whether the request is one for the webhook: `app.post('/x', handler)`, `app.use('/x', handler)`, or
 * `app.use(handler)` and the path is the one of the options.
 */
export function isForWebhook(req: MountedRequest, handler: unknown, path: string): boolean {
  const rest = pathnameOf(req.url);
  const baseUrl = req.baseUrl ?? '';
  if (isRouteOf(req.route, handler, rest) || (baseUrl !== '' && rest === '/')) return true;
  return isSame(rest, path) || isSame(baseUrl + rest, path);
}

/**
 * The path below the Vortex routes, or `undefined` when the request is somebody else's. Mounted under a path of its
 * own, everything below that is ours; mounted at the root or in a router above `basePath`, what is below `basePath` is.
 */
export function routePath(req: MountedRequest, basePath: string): string | undefined {
  const rest = pathnameOf(req.url);
  const baseUrl = req.baseUrl ?? '';
  return basePath.startsWith(`${baseUrl}/`) ? stripBasePath(baseUrl + rest, basePath) : rest;
}

/**
 * Express leaves `req.route` standing after a route has called `next()`, so that it alone proves nothing: the route
 * must hold this handler, or, where a function of the user's wraps it, be for exactly this path.
 */
function isRouteOf(route: unknown, handler: unknown, rest: string): boolean {
  if (typeof route !== 'object' || route === null) return false;
  const { path, stack } = route as { path?: unknown; stack?: unknown };
  const holds = Array.isArray(stack) && stack.some((layer: { handle?: unknown }) => layer.handle === handler);
  return holds || (typeof path === 'string' && isSame(rest, path));
}

function isSame(path: string, expected: string): boolean {
  return path === expected || (path.endsWith('/') && path.slice(0, -1) === expected);
}
