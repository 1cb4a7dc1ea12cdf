import { type RoutesClient, Vortex, type VortexOptions } from '@vortex/core';
import { clientSource } from '@vortex/core/adapter';
import type { Context, Env } from 'hono';
import { binding } from './bindings.ts';

/** A client, or what one is made from: an API key, or options. What is left out comes from the bindings. */
export type VortexSource = Vortex | VortexOptions | string;

interface Held {
  readonly options: VortexOptions;
  readonly client: Vortex;
}

/**
 * Makes clients and keeps them: one for each bindings object that brings a key, else one altogether. A client is made
 * anew when the options are not those of the last one, as a function's may differ from tenant to tenant.
 */
export function clientCache(): <E extends Env, Client extends RoutesClient = Vortex>(
  c: Context<E>,
  source?: Client | VortexOptions | string,
) => Client | Vortex {
  const clients = new WeakMap<object, Held>();
  const withoutBindings = {};
  return (c, source) => {
    const given = clientSource(source);
    if ('generateToken' in given) return given;
    const apiKey = binding(c, 'VORTEX_API_KEY');
    const options = {
      ...given,
      // What is null was not found: it is not left out.
      apiKey: given.apiKey === undefined ? apiKey : given.apiKey,
      baseUrl: given.baseUrl ?? binding(c, 'VORTEX_API_BASE_URL'),
    };
    const owner: object = apiKey !== undefined && c.env ? c.env : withoutBindings;
    let held = clients.get(owner);
    if (!held || !isSame(held.options, options)) {
      held = { options, client: new Vortex(options) };
      clients.set(owner, held);
    }
    return held.client;
  };
}

function isSame(a: VortexOptions, b: VortexOptions): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof VortexOptions)[];
  return names.every((name) => Object.is(a[name], b[name]));
}
