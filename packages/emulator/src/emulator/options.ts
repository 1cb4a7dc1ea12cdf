import type { DuplicatePolicy, Settings } from '../cloud/settings.ts';
import type { WebhookOptions } from '../cloud/webhooks/webhook-options.ts';
import type { WebhooksSettings } from '../cloud/webhooks/webhooks.ts';
import { DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../shared/constants.ts';
import { EmulatorError } from '../shared/emulator-error.ts';
import { checkOptions, checkWebhook } from './check-options.ts';
import type { Seed } from './seed.ts';

/** How to make an emulator. Every field is optional. */
export interface EmulatorOptions {
  /** The port to listen on; 0 takes a free one. Default 0. */
  readonly port?: number;
  /**
   * The address to listen on. Default `127.0.0.1`: nobody but this machine. `0.0.0.0` lets everyone on the network in,
   * without a password, and `log` gets a warning.
   */
  readonly host?: string;
  /**
   * The address by which browsers and other programs reach this emulator, when that is not the one it listens on: a
   * container's published port, another host. Every absolute address that it hands out begins with it (`url`, short
   * links, mails, previews), and its host is allowed. Scheme, host and port only, such as `http://localhost:5500`.
   * Default: the address it listens on.
   */
  readonly publicUrl?: string;
  /** Host names, beside `localhost` and IP addresses, that requests may name: a container's, say. Default none. */
  readonly allowedHosts?: readonly string[];
  /**
   * The origins whose pages may use the client API with a token, such as `http://app.test:3000`; `'*'` for any. Default:
   * every port of this machine (`localhost`, `127.0.0.1`, `[::1]`).
   */
  readonly clientOrigins?: readonly string[];
  /** The API key that the server API wants. Default: a fixed one that is no secret. */
  readonly apiKey?: string;
  /** Further keys that work as well, as while a key is rotated. All see the same state. Default none. */
  readonly apiKeys?: readonly string[];
  /** The secret of webhooks that have none of their own. Default: a fixed one that is no secret. */
  readonly webhookSecret?: string;
  /**
   * Webhooks to deliver to from the start. More can be added with `addWebhook`. One that is kept in `data` already, by its
   * address and events, is not added twice. Default none.
   */
  readonly webhooks?: readonly WebhookOptions[];
  /**
   * State to begin with, at the start and after each `reset()`; with `data`, at the start of a new directory only. Nobody
   * is told of it by webhook. Default none.
   */
  readonly seed?: Seed;
  /**
   * Your page for people who have followed a short link; they are redirected to it. Default: the emulator's own accept
   * page. That the real Cloud redirects is documented; how it names the invitation is not.
   */
  readonly landingPage?: string;
  /** The name of the landing page's query parameter that holds the invitation's id. A choice. Default `invitationId`. */
  readonly landingPageParameter?: string;
  /** Milliseconds until an invitation expires; `null` for never. A choice. Default 30 days. */
  readonly invitationLifetime?: number | null;
  /**
   * Milliseconds after an invitation was created at which Vortex reminds the person by email, while it is open. In the
   * real Vortex this is set for each component. Default: no reminders.
   */
  readonly reminders?: readonly number[];
  /**
   * What a second create for the same target and scope does while the first invitation is open: answer with the first,
   * refuse with 409, or make another one. A choice: the real answer is not documented. Default `return-existing`.
   */
  readonly duplicates?: DuplicatePolicy;
  /**
   * Refuse with 403 to accept an invitation as somebody who was not invited. A choice. Default `false`: your server is
   * trusted to know who accepts.
   */
  readonly acceptOnlyByTarget?: boolean;
  /**
   * Let a person whose email's domain is on an autojoin list join as soon as Vortex hears of them: when your server asks
   * for the invitations to their email, as the documentation advises at each sign-up and sign-in, or their component
   * comes with a token. A choice: how people join without an invitation is not documented. Default `false`: the autojoin
   * invitation is listed for them, and they join when it is accepted.
   */
  readonly autojoinAtSignIn?: boolean;
  /**
   * Milliseconds after a link was followed during which an app that asks for it is told of it (deferred deep links). A
   * choice, as is how they are matched: by network address. Default 24 hours.
   */
  readonly deferredLinkWindow?: number;
  /** Which emails bounce. Default: those whose local part is `bounce` or begins with `bounce+`. */
  readonly bounces?: (address: string) => boolean;
  /**
   * Milliseconds to wait before each further attempt at a webhook; its length is the number of retries. A choice: the
   * real policy is not documented. Default 1 s, 5 s, 30 s, 2 min, 10 min.
   */
  readonly retryDelays?: readonly number[];
  /** Milliseconds until a webhook without an answer counts as failed. A choice. Default 10 000. */
  readonly webhookTimeout?: number;
  /**
   * A directory that keeps the state: invitations, messages, keys, webhooks, deliveries, time. It is made if it does not
   * exist, belongs to one emulator at a time, and holds secrets. A process that is killed loses at most the last second.
   * Needs Node 22.13 or newer, for its built-in SQLite. Default: nothing is written, and the state ends with the emulator.
   */
  readonly data?: string;
  /** How many deliveries are remembered. Default 10 000. */
  readonly keepDeliveries?: number;
  /**
   * Called with one line for each API request and each attempt at a webhook, and for what you should know, which
   * begins with `warning: `. Default: silence.
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
    `publicUrl must be a scheme, a host and perhaps a port, such as http://localhost:5500, without path, query or user; it is ${JSON.stringify(publicUrl.replace(/\/\/[^@/]*@/, '//'))}.`,
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
    'The address of a webhook holds a user name or password, which no request can be sent to; leave it out. The signature says who sends.',
  );
}

/** Checks a URL that is to be called or redirected to. */
export function httpUrl(what: string, url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new EmulatorError(
    'invalid_option',
    `${what} must be a whole http:// or https:// address, such as http://127.0.0.1:3000/webhooks/vortex; it is ${JSON.stringify(url)}.`,
  );
}

function checkKey(key: string): void {
  if (/^VRTX\.[A-Za-z0-9_-]{22}\.[^.]+$/.test(key)) return;
  throw new EmulatorError(
    'invalid_option',
    'An API key of the emulator must have the form VRTX.<id>.<secret>, the id being 22 characters of base64url. Leave it out for the default.',
  );
}
