import { Vortex, type VortexRoutesOptions } from '@vortex/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

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
