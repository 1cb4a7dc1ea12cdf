import { Vortex } from '../vortex.ts';
import type { VortexRoutesOptions } from './options.ts';
import type { RoutesClient } from './routes-client.ts';

const clients = new WeakMap<object, RoutesClient>();

/** The client of these options: the request's own, or one made at first use and kept for as long as the options are. */
export function clientOf<Req>(options: Pick<VortexRoutesOptions<Req>, 'vortex'>, request: Req): RoutesClient {
  const { vortex } = options;
  if (typeof vortex === 'function') return vortex(request);
  if (vortex !== undefined && 'generateToken' in vortex) return vortex;
  let client = clients.get(options);
  if (!client) {
    client = new Vortex(vortex ?? {});
    clients.set(options, client);
  }
  return client;
}
