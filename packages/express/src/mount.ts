import { pathnameOf, stripBasePath } from '@vortex/core/adapter';

/** The part of an Express request that says where a handler is mounted. A bare `router` has nothing else. */
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
 * The path below the Vortex routes, or `undefined` for other requests. Mounted under a path, the handler takes
 * everything below it. Mounted at the root or in a router above `basePath`, it takes everything below `basePath`.
 */
export function routePath(req: MountedRequest, basePath: string): string | undefined {
  const rest = pathnameOf(req.url);
  const baseUrl = req.baseUrl ?? '';
  return basePath.startsWith(`${baseUrl}/`) ? stripBasePath(baseUrl + rest, basePath) : rest;
}

/**
 * Express keeps `req.route` after a route has called `next()`, so it proves nothing alone: the route must contain this
 * handler or, if a function of the user wraps it, match exactly this path.
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
