import type { RoutesClient, VortexOptions, VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, handleRoute } from '@vortex/core/adapter';
import { type Context, type Env, Hono } from 'hono';
import { routePath } from 'hono/route';
import type { VortexEnv } from './bindings.ts';
import { clientCache } from './client.ts';
import { toInput, toResponse } from './exchange.ts';
import type { VortexVariables } from './middleware.ts';
import type { VortexRoutesSchema } from './schema.ts';

type RoutesSource = RoutesClient | VortexOptions | string;

/** Options of {@link vortexRoutes}: core's, two of which may be functions of the context. Where they are is told by Hono. */
export interface HonoRoutesOptions<E extends Env = VortexEnv>
  extends Omit<VortexRoutesOptions<Context<E>>, 'basePath' | 'trustedOrigins' | 'vortex'> {
  /**
   * The client, or what to make one from; also as a function of the context. Default: the one of the middleware
   * `vortex()`, else one from the bindings, else from the process's environment.
   */
  readonly vortex?: RoutesSource | ((c: Context<E>) => RoutesSource) | undefined;
  /** Other origins whose pages may call the routes; also as a function of the context. Default: none. */
  readonly trustedOrigins?: readonly string[] | ((c: Context<E>) => readonly string[] | undefined) | undefined;
}

/**
 * The routes that a page's Vortex components call, as a Hono app to mount with `app.route`. Closed by default: with
 * `authenticate` alone a signed-in user may do what is theirs and nothing else.
 *
 * Its type tells `hc<typeof app>` every path with its inputs and outputs, when the mounting is chained to the app.
 *
 * @param options - `authenticate`, and whatever else of {@link HonoRoutesOptions} is needed.
 * @example
 * import { Hono } from 'hono';
 * import { hc } from 'hono/client';
 * const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate: (c) => sessionUser(c) }));
 * const client = hc<typeof app>('https://app.example.com');
 * const answer = await client.api.vortex.jwt.$post({ json: { context: { componentId: 'team-invite' } } });
 */
export function vortexRoutes<E extends Env = VortexEnv>(options: HonoRoutesOptions<E>): Hono<E, VortexRoutesSchema> {
  const { vortex, trustedOrigins, ...others } = options;
  checkRoutesOptions(typeof trustedOrigins === 'function' ? others : { ...others, trustedOrigins });
  const clientOf = clientCache();
  const app = new Hono<E, VortexRoutesSchema>();
  app.all('*', async (c) => {
    const reply = await handleRoute(toInput(c, pathBelowMount(c)), {
      ...others,
      // Getters: core asks when it is time, and answers for what they throw.
      get vortex() {
        return clientOf(
          c,
          typeof vortex === 'function' ? vortex(c) : (vortex ?? (c.var as Partial<VortexVariables>).vortex),
        );
      },
      get trustedOrigins() {
        return typeof trustedOrigins === 'function' ? trustedOrigins(c) : trustedOrigins;
      },
    });
    return toResponse(c, reply);
  });
  return app;
}

/**
 * What of the path the wildcard of our own route stands for. Segments are counted, since a mount may have parameters.
 * Hono decodes a path as a whole, which leaves an encoded slash or percent sign within a segment encoded.
 */
function pathBelowMount<E extends Env>(c: Context<E>): string {
  let rest = c.req.path;
  for (let above = routePath(c).split('/').length - 2; above > 0; above--) {
    const next = rest.indexOf('/', 1);
    rest = next === -1 ? '' : rest.slice(next);
  }
  return rest || '/';
}
