import type { Vortex, VortexOptions } from '@vortex/core';
import { foundClient, keptClient } from '@vortex/core/adapter';
import type { Context, Env, MiddlewareHandler } from 'hono';
import type { BlankEnv } from 'hono/types';
import { binding } from './bindings.ts';

/** A client, or what to make one from: an API key or options. Settings that are left out come from the bindings. */
export type VortexSource = Vortex | VortexOptions | string;

/** The variable that {@link vortex} adds to the context: `new Hono<{ Variables: VortexVariables }>()`. */
export interface VortexVariables {
  /** The client of this request's bindings. */
  vortex: Vortex;
}

type WithVortex<E extends Env> = E & { Variables: VortexVariables };

/**
 * Gives all later handlers the client as `c.var.vortex`. It is created at the first request and kept, one for each
 * bindings object. {@link vortexRoutes} uses it too.
 *
 * @param source - An API key, options, a client, or a function of the context that returns one of these or a promise of
 *   one. Settings that are left out come from `c.env` (`VORTEX_API_KEY`, `VORTEX_API_BASE_URL`) or else from the
 *   process's environment.
 * @throws {VortexConfigError} While it handles a request: `invalid_api_key`, `invalid_option`, or
 *   `lookup_found_nothing` if a function returns nothing.
 * @example
 * const app = new Hono().use(vortex());
 * app.get('/token', (c) => c.json({ token: c.var.vortex.generateToken({ user: { id: 'user-123' } }) }));
 */
export function vortex<E extends Env = BlankEnv>(
  source?: VortexSource | ((c: Context<WithVortex<E>>) => VortexSource | Promise<VortexSource>),
): MiddlewareHandler<WithVortex<E>> {
  const keeper = {};
  return async (c, next) => {
    const found = typeof source === 'function' ? foundClient(await source(c)) : source;
    c.set(
      'vortex',
      keptClient<Vortex>(keeper, found, (name) => binding(c, name)),
    );
    await next();
  };
}
