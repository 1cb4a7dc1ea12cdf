import type { RoutesClient, VortexRoutesOptions } from '@vortex/core';
import { checkRoutesOptions, handleRoute, keptClient } from '@vortex/core/adapter';
import { type Context, type Env, Hono } from 'hono';
import { binding, type VortexEnv } from './bindings.ts';
import { toInput, toResponse } from './exchange.ts';
import type { VortexVariables } from './middleware.ts';
import type { VortexRoutesSchema } from './schema.ts';

/** Options of {@link vortexRoutes}: those of core, except for the path, which Hono provides. */
export interface HonoRoutesOptions<E extends Env = VortexEnv>
  extends Omit<VortexRoutesOptions<Context<E>>, 'basePath' | 'vortex'> {
  /**
   * The client, or what to make one from (an API key or options), or a function of the context that returns one of
   * these. Default: the client of the middleware `vortex()`, or else one made from the bindings, or else from the
   * process's environment.
   */
  readonly vortex?: VortexRoutesOptions<Context<E>>['vortex'];
}

/**
 * The routes that a page's Vortex components call, as a Hono app to mount with `app.route`. Closed by default: with
 * only `authenticate`, signed-in users have access only to what is theirs.
 *
 * An `HTTPException` thrown by `authenticate` goes to the app's `onError`, as anywhere in Hono.
 *
 * If the call of `route` is chained to the app, `hc<typeof app>` knows every path with its inputs and outputs.
 *
 * @param options - `authenticate` and any other {@link HonoRoutesOptions}.
 * @example
 * import { Hono } from 'hono';
 * import { hc } from 'hono/client';
 * const app = new Hono().route('/api/vortex', vortexRoutes({ authenticate: (c) => sessionUser(c) }));
 * const client = hc<typeof app>('https://app.example.com');
 * const answer = await client.api.vortex.jwt.$post({ json: { context: { componentId: 'team-invite' } } });
 */
export function vortexRoutes<E extends Env = VortexEnv>(options: HonoRoutesOptions<E>): Hono<E, VortexRoutesSchema> {
  checkRoutesOptions(options);
  const fromMiddleware = (c: Context<E>): RoutesClient =>
    (c.var as Partial<VortexVariables>).vortex ?? keptClient(settings, undefined, (name) => binding(c, name));
  const settings: VortexRoutesOptions<Context<E>> = { ...options, vortex: options.vortex ?? fromMiddleware };
  const app = new Hono<E, VortexRoutesSchema>();
  app.all('*', async (c) => {
    const input = toInput(c, 'text', { path: pathBelowMount(c), isControlFlow });
    return toResponse(c, await handleRoute(input, settings));
  });
  return app;
}

/** An HTTPException, known as Hono itself knows it, is the app's to answer. */
function isControlFlow(error: unknown): boolean {
  return error instanceof Error && 'getResponse' in error;
}

/**
 * The part of the path that the wildcard of our own route matches. Segments are counted, since a mount may have
 * parameters. Hono decodes a path as a whole, which leaves an encoded slash or percent sign within a segment encoded.
 */
function pathBelowMount<E extends Env>(c: Context<E>): string {
  // Asked of the request itself: `routePath` of hono/route knows requests of its own copy of Hono alone, and an app may have
  // two, the ESM one and the CommonJS one.
  const mount = c.req.routePath;
  let rest = c.req.path;
  for (let slash = mount.indexOf('/', 1); slash !== -1; slash = mount.indexOf('/', slash + 1)) {
    const next = rest.indexOf('/', 1);
    rest = next === -1 ? '' : rest.slice(next);
  }
  return rest || '/';
}
