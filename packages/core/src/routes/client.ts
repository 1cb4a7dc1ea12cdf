import type { HandlerInput } from '../http/handler.ts';
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

/** By what they are kept for, and by their key. */
const clients = new WeakMap<object, Map<unknown, Held>>();

/** Above this number of keys, clients are created again instead of being kept forever. */
const MOST_KEYS = 1000;

/**
 * The client for one request: the one in the options, or one made from them at first use.
 *
 * @param options - The options of the routes.
 * @param input - The request and the platform's variables.
 * @throws {VortexConfigError} `invalid_option`, `missing_api_key`, `invalid_api_key`, or `lookup_found_nothing`.
 * @example
 * const client = clientOf(options, { request });
 */
export function clientOf<Req>(
  options: Pick<VortexRoutesOptions<Req>, 'vortex'>,
  { request, variable }: Pick<HandlerInput<Req>, 'request' | 'variable'>,
): RoutesClient {
  const { vortex } = options;
  return keptClient(options, typeof vortex === 'function' ? foundClient(vortex(request)) : vortex, variable);
}

/**
 * A client made from options and kept as long as `keeper` lives: the same options give the same client. A source that
 * is a client is returned as it is.
 *
 * @param keeper - The object that the clients belong to, such as an options object.
 * @param source - A client, or the options to make one from. Default: a client with the environment's settings.
 * @param variable - Reads a variable of the platform's own environment, for the key and the base URL if `source` leaves
 *   them out.
 * @throws {VortexConfigError} `invalid_option`, `missing_api_key` or `invalid_api_key`.
 * @example
 * const client = keptClient(options, options.vortex);
 */
export function keptClient<Client extends RoutesClient = Vortex>(
  keeper: object,
  source: Client | VortexOptions | string | undefined,
  variable?: HandlerInput['variable'],
): Client | Vortex {
  const given = clientSource(source);
  if ('generateToken' in given) return given;
  const { apiKey, baseUrl } = given;
  // A copy: a look-up may return one object every time, and change what is in it.
  const now: VortexOptions = {
    ...given,
    // What is null was not found: it is not left out.
    apiKey: apiKey === undefined ? variable?.('VORTEX_API_KEY') : apiKey,
    baseUrl: baseUrl ?? variable?.('VORTEX_API_BASE_URL'),
  };
  let kept = clients.get(keeper);
  if (!kept || kept.size > MOST_KEYS) {
    kept = new Map();
    clients.set(keeper, kept);
  }
  let held = kept.get(now.apiKey);
  if (!held || !isSame(held.options, now)) {
    held = { options: now, client: new Vortex(now) };
    kept.set(now.apiKey, held);
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
