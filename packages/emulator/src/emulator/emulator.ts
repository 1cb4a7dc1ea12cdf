import type { VortexEvent, WebhookEventType } from '@vortex/core';
import { type ApiKeyInfo, ApiKeys, type CreatedApiKey } from '../cloud/api-keys.ts';
import { catchUp } from '../cloud/catch-up.ts';
import { createClock } from '../cloud/clock.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { CloudError } from '../cloud/cloud-error.ts';
import { type Fault, Faults } from '../cloud/faults.ts';
import { Idempotency } from '../cloud/idempotency.ts';
import { Store } from '../cloud/invitations/store.ts';
import { ClickedLinks } from '../cloud/links/clicked-links.ts';
import { Outbox, type OutboxMessage } from '../cloud/mail/outbox.ts';
import { RequestLog, type RequestRecord } from '../cloud/request-log.ts';
import type { Settings } from '../cloud/settings.ts';
import type { Delivery } from '../cloud/webhooks/delivery.ts';
import type { WebhookEndpoint } from '../cloud/webhooks/endpoint.ts';
import { sendTestEvent } from '../cloud/webhooks/test-event.ts';
import type { WebhookOptions } from '../cloud/webhooks/webhook-options.ts';
import { newSecret } from '../cloud/webhooks/webhook-secret.ts';
import { Webhooks } from '../cloud/webhooks/webhooks.ts';
import { type Invitation, toInvitation } from '../cloud/wire.ts';
import { readFault } from '../http/admin/requests.ts';
import { ApiError } from '../http/api-error.ts';
import { createApp } from '../http/app.ts';
import { originChecker } from '../http/client-api/origins.ts';
import { isFields } from '../http/validation.ts';
import { Changes } from '../shared/changes.ts';
import { EmulatorError } from '../shared/emulator-error.ts';
import { type Data, openData } from '../state/data.ts';
import type { Touched } from '../state/kept.ts';
import { checkWebhook, checkWebhookSecret } from './check-options.ts';
import { addKeys, addWebhooks } from './initial-state.ts';
import {
  type EmulatorOptions,
  publicOrigin,
  resolveLog,
  resolveSettings,
  resolveWebhooksSettings,
  webhookUrl,
} from './options.ts';
import { plant } from './seed.ts';
import { exposureWarning, listen } from './server.ts';
import { waitForDelivery } from './wait-for-delivery.ts';

/** How often time is looked at while nobody asks, in milliseconds. */
const HEARTBEAT = 500;

/** How long to wait, in milliseconds. */
interface Timeout {
  readonly timeout?: number;
}

/** A running emulator. Its lists are snapshots, with the oldest entry first. */
export interface Emulator {
  /**
   * The base URL for SDKs (`VORTEX_API_BASE_URL`) and for the web pages: `publicUrl` if it is set. It has no trailing
   * slash.
   */
  readonly url: string;
  /** The key for the server API (`VORTEX_API_KEY`). */
  readonly apiKey: string;
  /** The secret that signs webhooks without their own secret (`VORTEX_WEBHOOK_SECRET`). */
  readonly webhookSecret: string;
  /** All invitations, open or closed, in the form that `getInvitation` of `@vortex/core` returns. */
  readonly invitations: readonly Invitation[];
  /** The emails and SMS that would have been sent. */
  readonly outbox: readonly OutboxMessage[];
  /** Pending and completed deliveries, with every attempt. */
  readonly deliveries: readonly Delivery[];
  /** The latest 1,000 requests to the API. */
  readonly requests: readonly RequestRecord[];
  /** The webhook endpoints. */
  readonly webhooks: readonly WebhookEndpoint[];
  /** The valid API keys, without their secrets. */
  readonly keys: readonly ApiKeyInfo[];

  /**
   * Delivers events to a URL from now on.
   *
   * @throws {EmulatorError} `invalid_option`.
   */
  addWebhook(webhook: WebhookOptions): WebhookEndpoint;
  /** Stops delivering to a webhook endpoint; returns `false` for an unknown id. */
  removeWebhook(id: string): boolean;
  /**
   * Signs a webhook endpoint's deliveries with another secret from now on: the given one, or a new one. Returns
   * `undefined` if there is no endpoint with this id.
   *
   * @throws {EmulatorError} `invalid_option` for an invalid secret.
   */
  rotateWebhookSecret(id: string, secret?: string): WebhookEndpoint | undefined;
  /** Holds back a webhook endpoint's events until it is called with `false`. */
  pauseWebhook(id: string, paused?: boolean): WebhookEndpoint | undefined;
  /** Creates another API key. All keys see the same state. Only this call returns the whole key. */
  createKey(label?: string): CreatedApiKey;
  /**
   * Revokes a key and its tokens; returns `false` for an unknown id.
   *
   * @throws {EmulatorError} `last_key`.
   */
  revokeKey(id: string): boolean;
  /** Sends a delivery again, with the same bytes. Returns `undefined` for an unknown id. */
  redeliver(deliveryId: string): Delivery | undefined;
  /**
   * Sends an event without a cause. `data` is merged into example data for the type.
   *
   * @throws {EmulatorError} `invalid_option`.
   */
  trigger(type: string, data?: Readonly<Record<string, unknown>>): void;
  /**
   * Waits until an event has been delivered, that is, until the response is 2xx. Earlier deliveries count.
   *
   * @param which - An event type, or a function that picks the delivery. Default: any.
   * @param options - `timeout` in milliseconds. Default 5000.
   * @throws {EmulatorError} `timeout`, with the state of the deliveries so far.
   * @example
   * await emulator.waitForDelivery('invitation.accepted');
   */
  waitForDelivery<Type extends WebhookEventType>(
    which: Type,
    options?: { readonly timeout?: number },
  ): Promise<Delivery<VortexEvent<Type>>>;
  waitForDelivery(
    which?: string | ((delivery: Delivery) => boolean),
    options?: { readonly timeout?: number },
  ): Promise<Delivery>;
  /**
   * Waits until no delivery is under way or queued, so that no event of one test reaches your app during the next.
   * Retries that are not due yet do not count.
   */
  idle(): Promise<void>;
  /**
   * Moves time forward by this many milliseconds: reminders are sent, invitations expire, and retries that are due
   * start.
   *
   * @throws {EmulatorError} `invalid_option`: time only goes forward, and to the year 9999.
   */
  advanceTime(ms: number): void;
  /**
   * Makes the next requests fail. Faults are used in the order in which they were added.
   *
   * @throws {EmulatorError} `invalid_option` for a fault that has no effect or is impossible.
   */
  addFault(fault: Fault): void;
  /**
   * Deletes all state and applies the seed again. Webhook endpoints and keys are kept; time is the real time again. A
   * delivery that is under way may still arrive: call `await idle()` first if that matters.
   */
  reset(): void;
  /** Closes the socket and every connection, ends deliveries, and writes the state to `data`. */
  close(): Promise<void>;
}

/**
 * Starts your own Vortex Cloud on a loopback socket.
 *
 * @throws {EmulatorError} `port_in_use`, `listen_failed` or `invalid_option`; with `data` also `data_unsupported`,
 * `data_in_use`, `data_foreign`, `data_outdated`, `data_newer`, `data_damaged` or `data_failed`.
 * @example
 * const emulator = await createEmulator({ webhooks: [{ url: 'http://127.0.0.1:3000/webhooks/vortex' }] });
 * process.env.VORTEX_API_BASE_URL = emulator.url;
 * process.env.VORTEX_API_KEY = emulator.apiKey;
 * // ... test ...
 * await emulator.close();
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = resolveSettings(options);
  const data = options.data === undefined ? undefined : await openData(options.data, resolveLog(options));
  try {
    return await start(options, settings, data);
  } catch (error) {
    await data?.abandon();
    throw error;
  }
}

async function start(options: EmulatorOptions, settings: Settings, data: Data | undefined): Promise<Emulator> {
  const publicUrl = publicOrigin(options.publicUrl);
  const changes = new Changes();
  const touched: Touched = (kind, id) => {
    data?.touched(kind, id);
    changes.notify();
  };
  const clock = createClock(touched);
  const keys = new ApiKeys(touched);
  const webhooks = new Webhooks(clock, resolveWebhooksSettings(options), touched);
  const store = new Store(touched);
  const outbox = new Outbox(touched);
  const idempotency = new Idempotency(touched);
  const clickedLinks = new ClickedLinks(touched);
  data?.restore({
    ...store.kept,
    ...webhooks.kept,
    clock: clock.kept,
    keys: keys.kept,
    outbox: outbox.kept((id) => store.byId(id)),
    answers: idempotency.kept,
    clicks: clickedLinks.kept,
  });
  const apiKey = addKeys(keys, settings, options, clock.now());
  const cloud: Cloud = { settings, keys, clock, webhooks, store, outbox, clickedLinks, origin: '', quiet: false };
  const advanceTime = (ms: number): void => {
    clock.advance(ms);
    catchUp(cloud);
    webhooks.wake();
  };
  const rotateWebhookSecret = (id: string, secret = newSecret()): WebhookEndpoint | undefined => {
    checkWebhookSecret(secret);
    return webhooks.rotate(id, secret);
  };
  function waitFor<Type extends WebhookEventType>(which: Type, limit?: Timeout): Promise<Delivery<VortexEvent<Type>>>;
  function waitFor(which?: string | ((delivery: Delivery) => boolean), limit?: Timeout): Promise<Delivery>;
  function waitFor(which?: string | ((delivery: Delivery) => boolean), { timeout = 5_000 }: Timeout = {}) {
    return waitForDelivery(webhooks, which, timeout);
  }
  const parts = {
    cloud,
    advanceTime,
    addWebhook: (webhook: WebhookOptions) => addWebhook(webhook),
    rotateWebhookSecret,
    changes,
    log: resolveLog(options),
    idempotency,
    requests: new RequestLog(),
    faults: new Faults(),
    allowedHosts: [...(options.allowedHosts ?? []), ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])],
    clientOrigin: originChecker(options.clientOrigins),
    reset() {
      webhooks.reset();
      store.reset();
      outbox.reset();
      idempotency.reset();
      clickedLinks.reset();
      parts.requests.reset();
      parts.faults.reset();
      clock.reset();
      plant(cloud, options.seed);
      data?.reset();
      changes.notify();
    },
  };
  const addWebhook = (webhook: WebhookOptions): WebhookEndpoint => {
    checkWebhook(webhook);
    const { url, events, secret, temporary } = webhook;
    const endpoint = { url: webhookUrl(url), events: events ?? null };
    return webhooks.add({ ...endpoint, secret: secret ?? settings.webhookSecret }, temporary);
  };

  addWebhooks(webhooks, options, addWebhook);
  if (data?.isNew ?? true) usable('The seed', () => plant(cloud, options.seed));
  const host = options.host ?? '127.0.0.1';
  const server = await listen(createApp(parts), host, options.port ?? 0);
  const exposed = exposureWarning(host);
  if (exposed !== undefined) parts.log(exposed);
  cloud.origin = publicUrl ?? server.origin;
  webhooks.resume();
  catchUp(cloud);
  const heartbeat = setInterval(() => catchUp(cloud), HEARTBEAT);
  heartbeat.unref();

  return {
    url: cloud.origin,
    apiKey,
    webhookSecret: settings.webhookSecret,
    get invitations() {
      catchUp(cloud);
      return cloud.store.all().map((record) => toInvitation(record, cloud.origin));
    },
    get outbox() {
      return cloud.outbox.all(cloud.origin);
    },
    get deliveries() {
      return webhooks.deliveries;
    },
    get requests() {
      return parts.requests.all();
    },
    get webhooks() {
      return webhooks.endpoints;
    },
    addWebhook,
    removeWebhook: (id) => webhooks.remove(id),
    rotateWebhookSecret,
    pauseWebhook: (id, paused = true) => webhooks.pause(id, paused),
    get keys() {
      return cloud.keys.list();
    },
    createKey: (label = 'created by a test') => cloud.keys.create(label, clock.now()),
    revokeKey: (id) => cloud.keys.revoke(id),
    redeliver: (id) => webhooks.redeliver(id),
    trigger: (type, data = {}) => {
      if (typeof type !== 'string' || type === '' || !isFields(data))
        throw new EmulatorError('invalid_option', 'trigger() takes an event type and an optional data object.');
      sendTestEvent(cloud, type, data);
    },
    waitForDelivery: waitFor,
    idle: () => webhooks.idle(),
    advanceTime,
    addFault: (fault) => parts.faults.add(usable('The fault', () => readFault(fault))),
    reset: parts.reset,
    async close() {
      clearInterval(heartbeat);
      webhooks.close();
      await server.close();
      await data?.close();
    },
  };
}

/** What would be a 400 of the API is an error of its caller here. */
function usable<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof ApiError || cause instanceof CloudError)) throw cause;
    throw new EmulatorError('invalid_option', `${what} can't be used: ${cause.message}`, { cause });
  }
}
