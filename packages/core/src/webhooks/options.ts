import { type HmacKey, hmacKey } from '../crypto/hmac.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import { isRecord } from '../shared/is-record.ts';
import type { VortexLogger } from '../shared/logger.ts';
import type { WebhookHandlers } from './handlers.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { ReplayStore } from './replay-store.ts';
import { resolveSecrets, type WebhookSecret } from './secret.ts';

/** A webhook endpoint: its secret, its limits and what to do with events. */
export interface VortexWebhookOptions<Req = unknown> extends WebhookHandlers<Req> {
  /**
   * The signing secret, a list while it is rotated, or a function that gets it from the framework's request (a Worker's
   * bindings, one secret per tenant). Default: `VORTEX_WEBHOOK_SECRET`, read at the first delivery.
   */
  readonly secret?:
    | WebhookSecret
    | ((request: Req) => WebhookSecret | undefined | Promise<WebhookSecret | undefined>)
    | undefined;
  /** The largest body that is read, in bytes. Default 1,048,576. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Refuse events whose signed `timestamp` is older, in milliseconds. Off by default: retries carry the timestamp of the
   * event, so a limit shorter than your longest outage loses events.
   */
  readonly maxAge?: number | undefined;
  /**
   * How long the handlers of one event may take together, in milliseconds, before `context.signal` is aborted and the
   * delivery answered with 500. Default 30,000.
   */
  readonly handlerTimeout?: number | undefined;
  /**
   * Answer 200 at once and run the handlers afterwards. The price: a failure then reaches only `onError`, and the event
   * is not delivered again. Default false.
   */
  readonly background?: boolean | undefined;
  /**
   * Where it is remembered, for 24 hours, which events have been handled. Default: 10,000 ids in this process's memory.
   * Several machines need one they share (`@vortex/core/redis`), or a function that gets it from the framework's request
   * (a Worker's bindings); `false` handles every delivery.
   */
  readonly replayStore?: ReplayStore | false | ((request: Req) => ReplayStore | Promise<ReplayStore>) | undefined;
  /** Gets a line for every failure, beside `onError`. Default: none. */
  readonly logger?: VortexLogger | undefined;
}

/** What lives between the requests of one options object. */
export interface WebhookState {
  readonly maxBodyBytes: number;
  readonly maxAge: number;
  readonly handlerTimeout: number;
  /** Absent where there is none, and where it comes with the request. */
  readonly store: ReplayStore | undefined;
  /** Work that outlives its answer, with the time after which nobody waits for it any more. */
  readonly pending: Map<Promise<void>, number>;
  readonly keys: (secret: unknown) => readonly HmacKey[];
}

const states = /* @__PURE__ */ new WeakMap<object, WebhookState>();

/** The longest that `setTimeout` can wait. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/**
 * Refuses options that can't be what they are meant to be. Adapters call it when the endpoint is made;
 * {@link receiveWebhook} does at the first delivery.
 *
 * @throws {VortexConfigError} `invalid_option`, naming the option.
 */
export function checkWebhookOptions<Req>(options: VortexWebhookOptions<Req>): void {
  webhookState(options);
}

/**
 * The state of an options object, made at its first use.
 *
 * @throws {VortexConfigError} `invalid_option`.
 */
export function webhookState<Req>(options: VortexWebhookOptions<Req>): WebhookState {
  let state = states.get(options);
  if (!state) {
    if (!isRecord(options as unknown)) throw invalidOption('object', 'must be such as { secret, on }');
    state = {
      maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes ?? 1_048_576),
      maxAge: positive('maxAge', options.maxAge ?? Number.POSITIVE_INFINITY),
      handlerTimeout: positive('handlerTimeout', options.handlerTimeout ?? 30_000, MAX_TIMEOUT),
      store: storeOf(options.replayStore),
      pending: new Map(),
      keys: keyCache(),
    };
    states.set(options, state);
  }
  return state;
}

function storeOf<Req>(given: VortexWebhookOptions<Req>['replayStore']): ReplayStore | undefined {
  return given === false || typeof given === 'function' ? undefined : (given ?? memoryReplayStore());
}

function positive(name: string, value: number, max: number = Number.POSITIVE_INFINITY): number {
  if (typeof value === 'number' && value > 0 && value <= max) return value;
  throw invalidOption(name, `must be a positive number${max === MAX_TIMEOUT ? ` up to ${max}` : ''}`);
}

/** Keys are prepared once per secret; bounded, because a function may give a different one for each of many tenants. */
function keyCache(): (secret: unknown) => readonly HmacKey[] {
  const keys = new Map<string, HmacKey>();
  return (given) =>
    resolveSecrets(given).map((secret) => {
      let key = keys.get(secret);
      if (!key) {
        if (keys.size >= 1000) keys.clear();
        key = hmacKey(secret);
        keys.set(secret, key);
      }
      return key;
    });
}
