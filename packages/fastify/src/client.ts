import { Vortex, type VortexRoutesOptions } from '@vortex/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * The client of the Vortex routes: their `vortex` option, or one made from it (from `VORTEX_API_KEY` where there is
     * none) when it is first used. Not there where the option is a function of the request.
     */
    readonly vortex: Vortex;
  }
  interface FastifyContextConfig {
    /** Which of Vortex's routes this is, for the app's hooks: `request.routeOptions.config.vortex`. */
    vortex?: 'webhook' | 'routes';
  }
}

type ClientOption = VortexRoutesOptions<FastifyRequest>['vortex'];

/**
 * Puts the client onto the instance as `fastify.vortex`, unless a plugin before has done so.
 *
 * @returns The `vortex` option for the routes, which is then the same client.
 */
export function decorateClient(app: FastifyInstance, vortex: ClientOption): ClientOption {
  if (typeof vortex === 'function') return vortex;
  if (typeof vortex === 'object' && 'generateToken' in vortex) {
    if (vortex instanceof Vortex && !app.hasDecorator('vortex')) app.decorate('vortex', vortex);
    return vortex;
  }
  let made: Vortex | undefined;
  const client = (): Vortex => {
    made ??= new Vortex(vortex ?? {});
    return made;
  };
  if (!app.hasDecorator('vortex')) app.decorate('vortex', { getter: client });
  return client;
}
