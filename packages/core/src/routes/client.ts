import { isPlainObject } from '../shared/checks/is-plain-object.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { foundNothing } from '../shared/found-nothing.ts';
import { invalidOption } from '../shared/invalid-option.ts';
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
  // A copy: a look-up may return one object every time, and change what is in it.
  const now = { ...given, apiKey: given.apiKey };
  let held = clients.get(options);
  if (!held || !isSame(held.options, now)) {
    held = { options: now, client: new Vortex(given) };
    clients.set(options, held);
  }
  return held.client;
}

/**
 * What a look-up has found. One that finds nothing, or options without a key, must not end with the key of the
 * environment, which is another tenant's.
 *
 * @throws {VortexConfigError} `lookup_found_nothing`.
 */
export function foundClient<Source>(found: Source): NonNullable<Source> {
  if (found !== undefined && found !== null && found !== '' && !lacksKey(found)) return found;
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
  // A promise, a map or an instance of a class, spread, would be no options at all, and the client one of the environment's
  // key.
  if (isRecord(source) && ('generateToken' in source || (isPlainObject(source) && !('then' in source)))) return source;
  throw invalidOption('vortex', 'must be an API key, options or a client');
}

/** Whether a client made from one of the two is as good as one made from the other. */
function isSame(a: VortexOptions, b: VortexOptions): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof VortexOptions)[];
  return names.every((name) => Object.is(a[name], b[name]));
}

/** Options without an `apiKey` of their own, as a look-up for `__proto__` or a row with `api_key` finds them. */
function lacksKey(found: unknown): boolean {
  if (!isPlainObject(found) || 'generateToken' in found || 'then' in found) return false;
  const key = Object.hasOwn(found, 'apiKey') ? found.apiKey : undefined;
  return key === undefined || key === null || key === '';
}
