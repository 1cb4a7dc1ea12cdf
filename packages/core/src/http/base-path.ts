/** Where the routes live unless told otherwise: what the official React provider calls (protocol §5.4). */
export const DEFAULT_BASE_PATH = '/api/vortex';

/**
 * What of a path is left below `basePath`, with its leading slash.
 *
 * @param pathname - Still percent-encoded, without the query.
 * @param basePath - With or without a slash at its end.
 * @returns `undefined` for a path that is not below it.
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
