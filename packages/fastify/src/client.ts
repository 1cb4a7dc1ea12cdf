import { Vortex, type VortexRoutesOptions } from '@vortex/core';
import { clientSource } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyRequest } from 'fastify';

type ClientOption = VortexRoutesOptions<FastifyRequest>['vortex'];

/**
 * Puts the client onto the instance as `fastify.vortex`, unless a plugin before has done so.
 *
 * @returns The `vortex` option for the routes, which is then the same client.
 * @throws {VortexConfigError} `invalid_option` for what can't be a client.
 */
export function decorateClient(app: FastifyInstance, vortex: ClientOption): ClientOption {
  if (typeof vortex === 'function') return vortex;
  const given = clientSource(vortex);
  if ('generateToken' in given) {
    if (given instanceof Vortex && !app.hasDecorator('vortex')) app.decorate('vortex', given);
    return given;
  }
  let made: Vortex | undefined;
  const client = (): Vortex => {
    made ??= new Vortex(given);
    return made;
  };
  if (!app.hasDecorator('vortex')) app.decorate('vortex', { getter: client });
  return client;
}
