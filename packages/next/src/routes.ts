import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, handleRoute, webReply } from '@vortex/core/adapter';
import { forAllMethods, type RouteHandlers, toInput } from './handlers.ts';
import { routePath } from './path.ts';

/**
 * The routes that a page's Vortex components call, for a `route.ts` on the Node and the edge runtime. Closed by default:
 * with `authenticate` alone a signed-in user may do what is theirs and nothing else.
 *
 * One catch-all file answers them all, whatever its segment is called and wherever it lies. A file for a single route
 * works too: below `/api/vortex`, or below the `basePath` of the options (without that of next.config).
 *
 * What `authenticate` throws to redirect, or to answer with 404, goes on to Next.
 *
 * @param options - `authenticate`, and whatever else of {@link VortexRoutesOptions} is needed.
 * @returns A handler for each method.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
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
