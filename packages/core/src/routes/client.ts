import { foundNothing } from '../shared/found-nothing.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { isRecord } from '../shared/is-record.ts';
import { Vortex, type VortexOptions } from '../vortex.ts';
import type { VortexRoutesOptions } from './options.ts';
import type { RoutesClient } from './routes-client.ts';

interface Held {
  readonly options: VortexOptions;
  readonly client: Vortex;
}

const clients = new WeakMap<object, Held>();

/** The client of these options: the request's own, or one made at first use and kept for as long as the options are. */
export function clientOf<Req>(options: Pick<VortexRoutesOptions<Req>, 'vortex'>, request: Req): RoutesClient {
  const { vortex } = options;
  const source = typeof vortex === 'function' ? foundClient(vortex(request)) : vortex;
  const given = clientSource(source);
  if ('generateToken' in given) return given;
  let held = clients.get(options);
  if (!held || !isSame(held.options, given)) {
    held = { options: given, client: new Vortex(given) };
    clients.set(options, held);
  }
  return held.client;
}

/**
 * What a look-up has found. One that finds nothing must not end with the key of the environment, which is another
 * tenant's.
 *
 * @throws {VortexConfigError} `lookup_found_nothing`.
 */
export function foundClient<Source>(found: Source): NonNullable<Source> {
  if (found !== undefined && found !== null && found !== '' && !isEmptyOptions(found)) return found;
  throw foundNothing('The function given as `vortex` returned no client, API key or options with an apiKey');
}

/**
 * A client, or the options for one; without a source, those of the environment.
 *
 * @throws {VortexConfigError} `invalid_option` for what can't be a client; it shows nothing of it.
 */
export function clientSource<Client extends RoutesClient>(
  source: Client | VortexOptions | string | undefined,
): Client | VortexOptions {
  if (source === undefined) return {};
  if (typeof source === 'string') return { apiKey: source };
  // A promise, spread, would be no options at all, and the client one of the environment's key.
  if (isRecord(source) && !('then' in source)) return source;
  throw invalidOption('vortex', 'must be an API key, options or a client');
}

/** Whether a client made from one of the two is as good as one made from the other. */
function isSame(a: VortexOptions, b: VortexOptions): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof VortexOptions)[];
  return names.every((name) => Object.is(a[name], b[name]));
}

/** Options without a field, as a look-up for `__proto__` finds them, or with an `apiKey` that was not found. */
function isEmptyOptions(found: unknown): boolean {
  if (!isRecord(found) || 'generateToken' in found || 'then' in found) return false;
  if (Object.hasOwn(found, 'apiKey')) return found.apiKey === undefined || found.apiKey === null || found.apiKey === '';
  return Object.keys(found).length === 0;
}
