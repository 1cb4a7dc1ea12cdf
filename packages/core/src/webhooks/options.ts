import { BODY_TIMEOUT } from '../http/read-body.ts';
import { checkTimeout } from '../shared/checks/check-timeout.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import type { VortexLogger } from '../shared/logger.ts';
import type { WebhookHandlers } from './handlers.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { RefusalCount } from './refusal-count.ts';
import type { ReplayStore } from './replay-store.ts';
import { prepareKey, type VerifyingKey, type WebhookSecret } from './secret.ts';

/** A webhook endpoint: its secret, its limits and what to do with events. */
export interface VortexWebhookOptions<Req = unknown> extends WebhookHandlers<Req> {
  /**
   * The signing secret, a list while it is rotated, or a function that gets it from the framework's request (a Worker's
   * bindings, one secret per tenant). Default: `VORTEX_WEBHOOK_SECRET`, read at the first delivery; a function that
   * returns nothing is an error, `lookup_found_nothing`, and never means the environment's secret.
   */
  readonly secret?:
    | WebhookSecret
    | ((request: Req) => WebhookSecret | undefined | Promise<WebhookSecret | undefined>)
    | undefined;
  /** The largest body that is read, in bytes. Default 1,048,576. */
  readonly maxBodyBytes?: number | undefined;
  /**
   * How long a body may take to arrive, in milliseconds, before the request is answered with 408 and `body_timeout`.
   * Default 30,000.
   */
  readonly bodyTimeout?: number | undefined;
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
   * How long an event is kept from other deliveries while it is being handled, in milliseconds: after a crash, the time
   * until it can be handled again. Longer than `handlerTimeout`. Default: `handlerTimeout` and 30 seconds.
   */
  readonly lease?: number | undefined;
  /** How long a handled event is remembered, in milliseconds. Default: 86,400,000 (24 hours). */
  readonly retain?: number | undefined;
  /**
   * Answer 200 at once and run the handlers afterwards. The price: a failure then reaches only `onError`, and the event
   * is not delivered again. Default false.
   */
  readonly background?: boolean | undefined;
  /**
   * The platform's way to keep working after the answer, got from the framework's request: with `background` the handlers
   * run in it. Default: what the adapter finds (Next's `after`, a Worker's execution context), else nothing.
   */
  readonly waitUntil?: ((request: Req) => ((work: Promise<unknown>) => void) | undefined) | undefined;
  /**
   * Where it is remembered, for as long as `retain`, which events have been handled. Default: 10,000 ids in this process's memory.
   * Several processes (a cluster, PM2 `-i`, serverless, machines) need one they share (`@vortex/core/redis`), or a function that gets it from the framework's request
   * (a Worker's bindings); `false` handles every delivery.
   */
  readonly replayStore?: ReplayStore | false | ((request: Req) => ReplayStore | Promise<ReplayStore>) | undefined;
  /**
   * Whose events these are in the replay store, or a function that gets it from the framework's request. Endpoints with
   * different scopes never take one another's events for handled. Default: a tag of the secret, and while a secret is
   * rotated the tags of all that are listed, so that an event handled under one is not handled again under another. Set
   * it where a secret is replaced without being listed beside the new one.
   */
  readonly replayScope?: string | ((request: Req) => string | Promise<string>) | undefined;
  /**
   * Gets a line for every failure, beside `onError`. What any stranger can bring about, a wrong signature say, is at most
   * one line of level `warn` a minute, with their number. Default: without `onError`, failures that are not a stranger's
   * go to `console.error`; `false` is silence.
   */
  readonly logger?: VortexLogger | false | undefined;
  /**
   * Rethrow what your own functions threw, instead of answering 500, so that the framework's error handling sees it
   * (Express' `next(error)`, Hono's `onError`, Next's `onRequestError`, Nest's filters), and with it Sentry or
   * OpenTelemetry. The framework then has to answer with a status that is not 2xx, or the event is not delivered again.
   * Nothing is rethrown from the background. Default false.
   */
  readonly rethrow?: boolean | undefined;
}

/** What lives between the requests of one options object. */
export interface WebhookState {
  readonly maxBodyBytes: number;
  readonly bodyTimeout: number;
  readonly maxAge: number;
  readonly handlerTimeout: number;
  readonly leaseMs: number;
  readonly retainMs: number;
  /** Absent where there is none, and where it comes with the request. */
  readonly store: ReplayStore | undefined;
  /** Work that outlives its answer, with the time after which nobody waits for it any more. */
  readonly pending: Map<Promise<void>, number>;
  readonly keys: (secrets: readonly string[]) => readonly VerifyingKey[];
  /** Refusals that no line of the log has told of yet. */
  readonly refusals: RefusalCount;
}

const states = /* @__PURE__ */ new WeakMap<object, WebhookState>();

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
    const handlerTimeout = checkTimeout('handlerTimeout', options.handlerTimeout ?? 30_000);
    state = {
      maxBodyBytes: positive('maxBodyBytes', options.maxBodyBytes ?? 1_048_576),
      bodyTimeout: checkTimeout('bodyTimeout', options.bodyTimeout ?? BODY_TIMEOUT),
      maxAge: positive('maxAge', options.maxAge ?? Number.POSITIVE_INFINITY),
      handlerTimeout,
      leaseMs: leaseOf(options.lease, handlerTimeout),
      retainMs: period('retain', options.retain ?? 24 * 60 * 60 * 1000),
      store: storeOf(options.replayStore),
      pending: new Map(),
      keys: keyCache(),
      refusals: { untold: 0, silentUntil: 0 },
    };
    checkReplayScope(options.replayScope);
    checkReporting(options);
    states.set(options, state);
  }
  return state;
}

function storeOf<Req>(given: VortexWebhookOptions<Req>['replayStore']): ReplayStore | undefined {
  if (given === false || typeof given === 'function') return undefined;
  if (given === undefined) return memoryReplayStore();
  if (isReplayStore(given)) return given;
  throw invalidOption('replayStore', 'must be a replay store, a function that returns one, or false');
}

/** Whether something has what a replay store is called with. */
export function isReplayStore(value: unknown): value is ReplayStore {
  return ['claim', 'complete', 'release'].every((name) => typeof Object(value)[name] === 'function');
}

function checkReplayScope(scope: unknown): void {
  if (scope === undefined || typeof scope === 'function' || isText(scope)) return;
  throw invalidOption('replayScope', 'must be a non-empty string or a function that returns one');
}

/** From JavaScript, `background: 'false'` would otherwise mean true, and a logger that is none lose every line. */
function checkReporting({ background, rethrow, logger, onError }: { readonly [Name in Reporting]?: unknown }): void {
  for (const [name, value] of Object.entries({ background, rethrow })) {
    if (value !== undefined && typeof value !== 'boolean') throw invalidOption(name, 'must be true or false');
  }
  if (logger !== undefined && logger !== false && !isRecord(logger)) {
    throw invalidOption('logger', 'must be an object such as console, or false');
  }
  if (onError !== undefined && typeof onError !== 'function') throw invalidOption('onError', 'must be a function');
}

type Reporting = 'background' | 'rethrow' | 'logger' | 'onError';

function leaseOf(lease: number | undefined, handlerTimeout: number): number {
  const leaseMs = period('lease', lease ?? handlerTimeout + 30_000);
  if (leaseMs > handlerTimeout) return leaseMs;
  throw invalidOption('lease', `must be longer than handlerTimeout (${handlerTimeout} ms)`);
}

function period(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw invalidOption(name, 'must be a positive whole number of milliseconds');
}

function positive(name: string, value: number): number {
  if (typeof value === 'number' && value > 0) return value;
  throw invalidOption(name, 'must be a positive number');
}

/** Keys are prepared once per secret; bounded, because a function may give a different one for each of many tenants. */
function keyCache(): (secrets: readonly string[]) => readonly VerifyingKey[] {
  const keys = new Map<string, VerifyingKey>();
  return (secrets) =>
    secrets.map((secret) => {
      let key = keys.get(secret);
      if (!key) {
        if (keys.size >= 1000) keys.clear();
        key = prepareKey(secret);
        keys.set(secret, key);
      }
      return key;
    });
}
