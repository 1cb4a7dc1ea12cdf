import type { Vortex, VortexOptions } from '@vortex/core';
import { foundClient, keptClient } from '@vortex/core/adapter';
import type { Context, Env, MiddlewareHandler } from 'hono';
import type { BlankEnv } from 'hono/types';
import { binding } from './bindings.ts';

/** A client, or what one is made from: an API key, or options. What is left out comes from the bindings. */
export type VortexSource = Vortex | VortexOptions | string;

/** What {@link vortex} puts into the context: `new Hono<{ Variables: VortexVariables }>()`. */
export interface VortexVariables {
  /** The client of this request's bindings. */
  vortex: Vortex;
}

type WithVortex<E extends Env> = E & { Variables: VortexVariables };

/**
 * Gives every handler after it the client as `c.var.vortex`. It is made at the first request and kept, one for each
 * bindings object: {@link vortexRoutes} uses it as well.
 *
 * @param source - An API key, options, a client, or a function of the context that returns one of these, also
 * asynchronously. What is left out comes from `c.env` (`VORTEX_API_KEY`, `VORTEX_API_BASE_URL`), else from the process's
 * environment.
 * @throws {VortexConfigError} While it handles a request: `invalid_api_key`, `invalid_option`, or `lookup_found_nothing` when a
 * function finds none.
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
