import { errorReply, type HandlerReply } from './handler.ts';

/** The default base path of the routes: the one that the official React provider calls (docs/protocol.md §5.4). */
export const DEFAULT_BASE_PATH = '/api/vortex';

/**
 * The rest of a path below `basePath`, with its leading slash.
 *
 * @param pathname - Still percent-encoded, without the query.
 * @param basePath - With or without a trailing slash.
 * @returns The rest, or `undefined` for a path that is not below `basePath`.
 * @example
 * stripBasePath('/api/vortex/jwt', '/api/vortex'); // '/jwt'
 */
export function stripBasePath(pathname: string, basePath: string = DEFAULT_BASE_PATH): string | undefined {
  const base = basePath.endsWith('/') ? basePath.slice(0, -1) : basePath;
  if (!pathname.startsWith(base)) return undefined;
  const rest = pathname.slice(base.length);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

/**
 * The reply to a request that is not below `basePath`. It names the path that was seen: most of the time the framework
 * has taken the prefix off.
 */
export function outsideBasePath(pathname: string, basePath: string = DEFAULT_BASE_PATH): HandlerReply {
  const seen = pathname.length > 200 ? `${pathname.slice(0, 200)}...` : pathname;
  return errorReply(
    404,
    'route_not_found',
    `There is no Vortex route outside ${basePath}, and this request is for ${seen}. If the framework strips the prefix, set basePath: '/'.`,
  );
}
