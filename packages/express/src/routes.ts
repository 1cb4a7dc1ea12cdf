import type { VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, DEFAULT_BASE_PATH, handleRoute } from '@vortex/core/adapter';
import type { Request } from 'express';
import { answer, toInput } from './exchange.ts';
import { routePath } from './mount.ts';
import type { ExpressHandler } from './webhook.ts';

/** The handler that {@link vortexRoutes} returns. */
export type ExpressRoutes = ExpressHandler;

/**
 * The routes that a page's Vortex components call, for Express 4.18 and 5. Closed by default: with only `authenticate`,
 * signed-in users have access only to what is theirs.
 *
 * Mounted under a path, it handles every request below it. Mounted without a path (`app.use(handler)`), it handles
 * requests below `basePath` and passes others on to `next()`. Body parsers may run before it.
 *
 * @param options - `authenticate` and any other {@link VortexRoutesOptions}.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
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
