import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, handleRoute, webReply } from '@vortex/core/adapter';
import { forAllMethods, type RouteHandlers, toInput } from './handlers.ts';
import { routePath } from './path.ts';

/**
 * The routes that a page's Vortex components call, for a `route.ts` on the Node and the edge runtime. Closed by
 * default: with only `authenticate`, signed-in users have access only to what is theirs.
 *
 * One catch-all file serves all routes, whatever its segment's name and wherever it is. A file for a single route works
 * too: below `/api/vortex`, or below the `basePath` of the options (without that of next.config).
 *
 * Errors with which `authenticate` redirects or responds with 404 are passed on to Next.
 *
 * @param options - `authenticate` and any other {@link VortexRoutesOptions}.
 * @returns A handler for each method.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * // app/api/vortex/[...vortex]/route.ts
 * export const { GET, POST, PUT, PATCH, DELETE } = vortexRoutes({ authenticate: () => currentUser() });
 */
export function vortexRoutes<Req extends Request = Request>(options: VortexRoutesOptions<Req>): RouteHandlers<Req> {
  checkRoutesOptions(options);
  return forAllMethods(async (request, context) => {
    const path = await routePath(request, context, options.basePath);
    return webReply(await handleRoute(toInput(request, path), options));
  });
}
