import { BODY_TIMEOUT } from '../http/read-body.ts';
import { checkTimeout } from '../shared/checks/check-timeout.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidOption } from '../shared/invalid-option.ts';
import type { VortexLogger } from '../shared/logger.ts';
import { refuseUnknown } from '../shared/refuse-unknown.ts';
import { checkHandlers } from './check-handlers.ts';
import type { WebhookHandlers } from './handlers.ts';
import { memoryStore } from './memory-replay-store.ts';
import type { RefusalCount } from './refusal-count.ts';
import type { EventStore, ReplayStore } from './replay-store.ts';
import { prepareKey, type VerifyingKey, type WebhookSecret } from './secret.ts';

/** A webhook endpoint: its secret, its limits and its event handlers. */
export interface VortexWebhookOptions<Req = unknown> extends WebhookHandlers<Req> {
  /**
   * The signing secret, an array of secrets during rotation, or a function of the framework's request that returns one of
   * these (a Worker's bindings, one secret per tenant). A function that returns nothing is an error
   * (`lookup_found_nothing`); the environment is not used instead. Default: `VORTEX_WEBHOOK_SECRET`, read at the first
   * delivery.
   */
  readonly secret?:
    | WebhookSecret
    | ((request: Req) => WebhookSecret | undefined | Promise<WebhookSecret | undefined>)
    | undefined;
  /** The largest accepted body, in bytes. Default: 1,048,576 (1 MiB). */
  readonly maxBodyBytes?: number | undefined;
  /**
   * How long a body may take to arrive, in milliseconds. After that the response is 408 `body_timeout`. Default: 30,000.
   */
  readonly bodyTimeout?: number | undefined;
  /**
   * Refuse events whose signed `timestamp` is older than this, in milliseconds. Retries have the timestamp of the
   * event, so a limit shorter than your longest outage loses events. Default: no limit.
   */
  readonly maxAge?: number | undefined;
  /**
   * How long all handlers of one event may take together, in milliseconds. After that `context.signal` is aborted and the
   * response is 500. Default: 30,000.
   */
  readonly handlerTimeout?: number | undefined;
  /**
   * How long an event is locked while it is being handled, in milliseconds. After a crash, the event can be handled
   * again when this time has passed. Must be longer than `handlerTimeout`. Default: `handlerTimeout` plus 30 seconds.
   */
  readonly lease?: number | undefined;
  /** How long a handled event is remembered, in milliseconds. Default: 86,400,000 (24 hours). */
  readonly retain?: number | undefined;
  /**
   * Respond with 200 immediately and run the handlers afterwards. A failure is then reported only to `onError` and the
   * logger, and the event is not delivered again. Default: `false`.
   */
  readonly background?: boolean | undefined;
  /**
   * With `background`, the platform's function that keeps a request alive after the response, obtained from the framework's
   * request. Default: the adapter's own (Next's `after`, a Worker's execution context), or none.
   */
  readonly waitUntil?: ((request: Req) => ((work: Promise<unknown>) => void) | undefined) | undefined;
  /**
   * Remembers for `retain` which events have been handled. Several processes (a cluster, PM2 `-i`, serverless, several
   * machines) need a shared one, such as those of `@vortex/core/redis` and `@vortex/core/sql`. A function returns it
   * for the framework's request (a Worker's bindings). `false`: handle every delivery. Default: 10,000 ids in this
   * process's memory.
   */
  readonly replayStore?: ReplayStore | false | ((request: Req) => ReplayStore | Promise<ReplayStore>) | undefined;
  /**
   * Separates the events of several endpoints in one replay store: a string, or a function of the framework's request.
   * Set it if you replace a secret without listing the old and the new one together for a while, because the default
   * changes with the secrets. Default: derived from all listed secrets.
   */
  readonly replayScope?: string | ((request: Req) => string | Promise<string>) | undefined;
  /**
   * Receives a line for each failure, in addition to `onError`. Failures that anyone on the internet can cause, such as a
   * wrong signature, are counted and logged at most once a minute, at level `warn`. `false` turns logging off. Default:
   * without `onError`, the app's own failures go to `console.error`.
   */
  readonly logger?: VortexLogger | false | undefined;
  /**
   * Rethrow what your own functions throw instead of responding with 500, so that the framework's error handling sees it
   * (Express' `next(error)`, Hono's `onError`, Next's `onRequestError`, Nest's filters), and with it Sentry or OpenTelemetry.
   * The framework must then respond with a status other than 2xx, or the event is not delivered again. Has no effect in the
   * background. Default: `false`.
   */
  readonly rethrow?: boolean | undefined;
}

/** Every option: complete, so that none can be forgotten here. */
const OPTIONS: { readonly [Name in keyof VortexWebhookOptions]-?: true } = {
  background: true,
  bodyTimeout: true,
  handlerTimeout: true,
  lease: true,
  logger: true,
  maxAge: true,
  maxBodyBytes: true,
  on: true,
  onAnalyticsEvent: true,
  onError: true,
  onEvent: true,
  onUnknownEvent: true,
  replayScope: true,
  replayStore: true,
  rethrow: true,
  retain: true,
  secret: true,
  waitUntil: true,
};

/** What lives between the requests of one options object. */
export interface WebhookState {
  readonly maxBodyBytes: number;
  readonly bodyTimeout: number;
  readonly maxAge: number;
  readonly handlerTimeout: number;
  readonly leaseMs: number;
  readonly retainMs: number;
  /** Absent if the option is `false`, or a function of the request. */
  readonly store: EventStore | undefined;
  /** Work that outlives its answer, with the time after which nobody waits for it any more. */
  readonly pending: Map<Promise<void>, number>;
  readonly keys: (secrets: readonly string[]) => readonly VerifyingKey[];
  /** Refusals that have not been logged yet. */
  readonly refusals: RefusalCount;
}

const states = /* @__PURE__ */ new WeakMap<object, WebhookState>();

/**
 * Refuses invalid options. Adapters call it when the endpoint is made;
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
    refuseUnknown(options, OPTIONS, '{ secret, on }');
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
    checkHandlers(options);
    checkReplayScope(options.replayScope);
    checkReporting(options);
    states.set(options, state);
  }
  return state;
}

function storeOf<Req>(given: VortexWebhookOptions<Req>['replayStore']): EventStore | undefined {
  if (given === false || typeof given === 'function') return undefined;
  if (given === undefined) return memoryStore();
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

/** From JavaScript, `background: 'false'` would otherwise mean true, and an invalid logger would lose every line. */
function checkReporting({ background, rethrow, logger, waitUntil }: { readonly [Name in Reporting]?: unknown }): void {
  for (const [name, value] of Object.entries({ background, rethrow })) {
    if (value !== undefined && typeof value !== 'boolean') throw invalidOption(name, 'must be true or false');
  }
  if (logger !== undefined && logger !== false && !isRecord(logger)) {
    throw invalidOption('logger', 'must be an object such as console, or false');
  }
  if (waitUntil !== undefined && typeof waitUntil !== 'function')
    throw invalidOption('waitUntil', 'must be a function');
}

type Reporting = 'background' | 'rethrow' | 'logger' | 'waitUntil';

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
