import type { DuplicatePolicy, Settings } from '../cloud/settings.ts';
import type { WebhookOptions } from '../cloud/webhooks/webhook-options.ts';
import type { WebhooksSettings } from '../cloud/webhooks/webhooks.ts';
import { DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../shared/constants.ts';
import { EmulatorError } from '../shared/emulator-error.ts';
import { checkOptions, checkWebhook } from './check-options.ts';
import type { Seed } from './seed.ts';

/** Options of {@link createEmulator}. Every field is optional. */
export interface EmulatorOptions {
  /** The port to listen on; 0 picks a free one. Default: 0. */
  readonly port?: number;
  /**
   * The address to listen on. With `0.0.0.0`, everyone on the network has access without a password, and `log` gets a
   * warning. Default: `127.0.0.1`, this machine only.
   */
  readonly host?: string;
  /**
   * The address at which browsers and other programs reach this emulator, if it is not the one that it listens on: a
   * container's published port, another host. Every absolute URL begins with it (`url`, short links, emails, previews),
   * and its host is allowed. It has only a scheme, a host and a port, such as `http://localhost:5500`. Default: the
   * address it listens on.
   */
  readonly publicUrl?: string;
  /**
   * Host names that requests may use in addition to `localhost` and IP addresses, such as a container's. Default: none.
   */
  readonly allowedHosts?: readonly string[];
  /**
   * The origins whose pages may use the client API with a token, such as `http://app.test:3000`; `'*'` for any. Default:
   * every port of this machine (`localhost`, `127.0.0.1`, `[::1]`).
   */
  readonly clientOrigins?: readonly string[];
  /** The API key of the server API. Default: a fixed key that is not secret. */
  readonly apiKey?: string;
  /** Further valid keys, for example during a key rotation. All see the same state. Default: none. */
  readonly apiKeys?: readonly string[];
  /** The secret of webhook endpoints without their own. Default: a fixed secret that is not secret. */
  readonly webhookSecret?: string;
  /**
   * The webhook endpoints to deliver to from the start. `addWebhook` adds more. An endpoint that is already in `data`,
   * with the same URL and events, is not added twice. Default: none.
   */
  readonly webhooks?: readonly WebhookOptions[];
  /**
   * The initial state, at startup and after each `reset()`; with `data`, only for a new directory. It sends no
   * webhooks. Default: none.
   */
  readonly seed?: Seed;
  /**
   * Your page for people who follow a short link; they are redirected to it. The real Cloud is documented to redirect,
   * but not how it names the invitation. Default: the emulator's own accept page.
   */
  readonly landingPage?: string;
  /** The landing page's query parameter for the invitation's id. A choice. Default: `invitationId`. */
  readonly landingPageParameter?: string;
  /** Milliseconds until an invitation expires; `null` for never. A choice. Default: 30 days. */
  readonly invitationLifetime?: number | null;
  /**
   * The times of email reminders, in milliseconds after an invitation was created, while it is open. In the real
   * Vortex, each component has this setting. Default: no reminders.
   */
  readonly reminders?: readonly number[];
  /**
   * The result of creating a second invitation for the same target and scope while the first one is open: return the
   * first one, refuse with 409, or create another one. A choice: the real behavior is not documented. Default:
   * `return-existing`.
   */
  readonly duplicates?: DuplicatePolicy;
  /**
   * Refuse with 403 if somebody who was not invited accepts an invitation. A choice. Default: `false`, which trusts
   * your server to know who accepts.
   */
  readonly acceptOnlyByTarget?: boolean;
  /**
   * Let a person whose email domain is on an autojoin list join at the first contact: when your server reads the
   * invitations to their email address, as the documentation advises at each sign-up and sign-in, or when their
   * component sends a token. A choice: how people join without an invitation is not documented. Default: `false`, which
   * lists the autojoin invitation for them, and they join when it is accepted.
   */
  readonly autojoinAtSignIn?: boolean;
  /**
   * How long an app can find out which link was followed (deferred deep links), in milliseconds. A choice, as is the
   * matching by network address. Default: 24 hours.
   */
  readonly deferredLinkWindow?: number;
  /** Which emails bounce. Default: those whose local part is `bounce` or begins with `bounce+`. */
  readonly bounces?: (address: string) => boolean;
  /**
   * Milliseconds to wait before each retry of a webhook; the length of the array is the number of retries. A choice:
   * the real policy is not documented. Default: 1 s, 5 s, 30 s, 2 min, 10 min.
   */
  readonly retryDelays?: readonly number[];
  /** Milliseconds until a webhook without a response counts as failed. A choice. Default: 10,000. */
  readonly webhookTimeout?: number;
  /**
   * A directory that keeps the state: invitations, messages, keys, webhook endpoints, deliveries, time. It is created
   * if it does not exist, belongs to one emulator at a time, and contains secrets. A killed process loses at most the
   * last second. Needs Node 22.13 or newer, for its built-in SQLite. Default: nothing is written, and the state ends
   * with the emulator.
   */
  readonly data?: string;
  /** How many deliveries are remembered. Default: 10,000. */
  readonly keepDeliveries?: number;
  /**
   * Called with one line for each API request and each webhook attempt, and with warnings, which begin with `warning:
   * `. Default: no log.
   */
  readonly log?: (line: string) => void;
}

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60 * 1000;

export function resolveSettings(options: EmulatorOptions): Settings {
  checkOptions(options);
  for (const webhook of options.webhooks ?? []) checkWebhook(webhook);
  const apiKeys = [options.apiKey ?? DEFAULT_API_KEY, ...(options.apiKeys ?? [])];
  for (const key of apiKeys) checkKey(key);
  if (options.landingPage !== undefined) httpUrl('landingPage', options.landingPage);
  publicOrigin(options.publicUrl);
  return {
    apiKeys,
    webhookSecret: options.webhookSecret ?? DEFAULT_WEBHOOK_SECRET,
    landingPage: options.landingPage,
    landingPageParameter: options.landingPageParameter ?? 'invitationId',
    invitationLifetime: options.invitationLifetime === undefined ? 30 * DAY : options.invitationLifetime,
    reminders: options.reminders ?? [],
    duplicates: options.duplicates ?? 'return-existing',
    autojoinAtSignIn: options.autojoinAtSignIn ?? false,
    deferredLinkWindow: options.deferredLinkWindow ?? DAY,
    acceptOnlyByTarget: options.acceptOnlyByTarget ?? false,
    bounces: options.bounces ?? ((address) => /^bounce(\+[^@]*)?@/i.test(address.trim())),
    components: options.seed?.components && new Set(options.seed.components),
  };
}

/**
 * The origin that a `publicUrl` stands for.
 *
 * @throws {EmulatorError} `invalid_option`.
 */
export function publicOrigin(publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined) return undefined;
  const { href, origin } = new URL(httpUrl('publicUrl', publicUrl));
  if (href === `${origin}/`) return origin;
  throw new EmulatorError(
    'invalid_option',
    `publicUrl must be a scheme, a host and optionally a port, such as http://localhost:5500, without path, query or user; it is ${JSON.stringify(publicUrl.replace(/\/\/[^@/]*@/, '//'))}.`,
  );
}

/** The logger, unable to do harm: one that throws must not stop an answer or a delivery. */
export function resolveLog({ log }: EmulatorOptions): (line: string) => void {
  return (line) => {
    try {
      log?.(line);
    } catch {
      // There is nobody else to tell.
    }
  };
}

export function resolveWebhooksSettings(options: EmulatorOptions): WebhooksSettings {
  return {
    retryDelays: options.retryDelays ?? [1_000, 5_000, 30_000, 2 * MINUTE, 10 * MINUTE],
    attemptTimeout: options.webhookTimeout ?? 10_000,
    keep: options.keepDeliveries ?? 10_000,
    log: resolveLog(options),
  };
}

/** Checks a URL that events are to be delivered to. */
export function webhookUrl(url: string): string {
  const { username, password } = new URL(httpUrl('A webhook', url));
  if (username === '' && password === '') return url;
  throw new EmulatorError(
    'invalid_option',
    "The URL of a webhook contains a user name or password, which requests can't use; leave it out. The signature authenticates the sender.",
  );
}

/** Checks a URL that is to be called or redirected to. */
export function httpUrl(what: string, url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new EmulatorError(
    'invalid_option',
    `${what} must be a complete http:// or https:// URL, such as http://127.0.0.1:3000/webhooks/vortex; it is ${JSON.stringify(url)}.`,
  );
}

function checkKey(key: string): void {
  if (/^VRTX\.[A-Za-z0-9_-]{22}\.[^.]+$/.test(key)) return;
  throw new EmulatorError(
    'invalid_option',
    'An API key of the emulator must have the form VRTX.<id>.<secret>, with an id of 22 base64url characters. Leave it out for the default.',
  );
}
