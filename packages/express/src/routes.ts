import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, DEFAULT_BASE_PATH, handleRoute } from '@vortex/core/adapter';
import type { Request } from 'express';
import { answer, toInput } from './exchange.ts';
import { routePath } from './mount.ts';
import type { ExpressHandler } from './webhook.ts';

/** What {@link vortexRoutes} returns. */
export type ExpressRoutes = ExpressHandler;

/**
 * The routes that a page's Vortex components call, for Express 4.18 and 5. Closed by default: with `authenticate` alone
 * a signed-in user may do what is theirs and nothing else.
 *
 * Mounted under a path, everything below it is answered here; mounted without one (`app.use(handler)`), what is below
 * `basePath` is, and any other request goes on to `next()`. Body parsers may run before it.
 *
 * @param options - `authenticate`, and whatever else of {@link VortexRoutesOptions} is needed.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
 * @example
 * app.use('/api/vortex', vortexRoutes({ authenticate: (req) => sessionUser(req) }));
 */
export function vortexRoutes(options: VortexRoutesOptions<Request>): ExpressRoutes {
  checkRoutesOptions(options);
  const { basePath = DEFAULT_BASE_PATH } = options;
  return async (req, res, next) => {
    const path = routePath(req, basePath);
    if (path === undefined && next) next();
    else await answer(res, next, () => handleRoute(toInput(req, res, path), options));
  };
}
