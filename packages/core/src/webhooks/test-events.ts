import { hmacKey } from '../crypto/hmac.ts';
import { isText } from '../shared/checks/is-text.ts';
import { invalidArgument } from '../shared/invalid-argument.ts';
import type { OpenEventData } from './event-data.ts';
import type { WebhookEventType } from './event-types.ts';
import type { UnknownWebhookEventType, VortexAnalyticsEvent, VortexEvent, WebhookEventEnvelope } from './events.ts';
import { resolveSecrets, type WebhookSecret } from './secret.ts';

/** The fields of a test event that can be set; `data` is merged with the default data. */
export type WebhookEventOverrides<Event> = {
  readonly [Key in keyof Omit<Event, 'type' | 'name'>]?: Event[Key] | undefined;
};

/** A test event of a type that this package does not know. */
export type OtherWebhookEvent = WebhookEventEnvelope<UnknownWebhookEventType, OpenEventData>;

/** Options of {@link signedWebhook}. */
export interface SignedWebhookOptions<Event> {
  /** The secret of the endpoint under test; the first one of an array signs. Default: `VORTEX_WEBHOOK_SECRET`. */
  readonly secret?: WebhookSecret | undefined;
  /** Fields of the event to set. */
  readonly event?: WebhookEventOverrides<Event> | undefined;
}

/** A delivery as Vortex Cloud sends it. */
export interface SignedWebhook<Event> {
  /** The raw body. Send exactly this, because the signature covers its bytes. */
  readonly body: string;
  /** The headers of the delivery. */
  readonly headers: { readonly 'content-type': string; readonly 'x-vortex-signature': string };
  /** The event in the body. */
  readonly event: Event;
}

/**
 * The value of `X-Vortex-Signature` for a body (docs/protocol.md §4.1).
 *
 * @param body - The raw body.
 * @param secret - The signing secret.
 * @returns 64 lower-case hex digits.
 * @throws {VortexConfigError} `missing_webhook_secret` or `invalid_webhook_secret`.
 */
export function signWebhook(body: string | Uint8Array, secret: string): string {
  return hmacKey(firstOf(secret)).hex(body);
}

/**
 * Creates a webhook event with a new id, the current time and default data.
 *
 * @param type - Its type, which may be unknown to this package.
 * @param overrides - Fields to set; `data` is merged with the default data.
 * @throws {VortexError} `invalid_argument` without a type.
 * @example
 * const event = createWebhookEvent('invitation.accepted', { data: { targetEmail: 'ada@example.com' } });
 */
export function createWebhookEvent<Type extends WebhookEventType>(
  type: Type,
  overrides?: WebhookEventOverrides<VortexEvent<Type>>,
): VortexEvent<Type>;
export function createWebhookEvent(
  type: string & {},
  overrides?: WebhookEventOverrides<OtherWebhookEvent>,
): OtherWebhookEvent;
export function createWebhookEvent(
  type: string,
  overrides: WebhookEventOverrides<WebhookEventEnvelope<string, object>> = {},
): WebhookEventEnvelope<string, object> {
  if (!isText(type)) throw invalidArgument("An event needs a type, such as 'invitation.accepted'.");
  const sourceTable = tableOf(type);
  return {
    id: `evt_${crypto.randomUUID()}`,
    type,
    timestamp: new Date().toISOString(),
    accountId: 'acc_test',
    environmentId: 'env_test',
    sourceTable,
    operation: /\.(created|added|started)$/.test(type) ? 'insert' : 'update',
    ...defined(overrides),
    data: { ...dataOf(type), ...overrides.data },
  };
}

/**
 * Creates an analytics event with a new id and the current time.
 *
 * @param name - Its name, such as `widget_loaded`.
 * @param overrides - Fields to set.
 */
export function createAnalyticsEvent(
  name: VortexAnalyticsEvent['name'],
  overrides: WebhookEventOverrides<VortexAnalyticsEvent> = {},
): VortexAnalyticsEvent {
  return {
    id: `ae_${crypto.randomUUID()}`,
    name,
    accountId: 'acc_test',
    organizationId: 'org_test',
    projectId: 'proj_test',
    environmentId: 'env_test',
    deploymentId: null,
    widgetConfigurationId: 'widget_test',
    foreignUserId: 'user_test',
    sessionId: 'session_test',
    payload: {},
    platform: 'web',
    segmentation: null,
    timestamp: new Date().toISOString(),
    ...defined(overrides),
  };
}

/**
 * Creates a signed delivery, ready to send to the endpoint under test.
 *
 * @param type - The event's type, or a complete event.
 * @param options - The secret, and fields of the event to set.
 * @throws {VortexConfigError} `missing_webhook_secret` or `invalid_webhook_secret`.
 * @example
 * const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test_1' });
 * const response = await fetch('http://127.0.0.1:3000/webhooks/vortex', { method: 'POST', headers, body });
 */
export function signedWebhook<Type extends WebhookEventType>(
  type: Type,
  options?: SignedWebhookOptions<VortexEvent<Type>>,
): SignedWebhook<VortexEvent<Type>>;
export function signedWebhook(
  type: string & {},
  options?: SignedWebhookOptions<OtherWebhookEvent>,
): SignedWebhook<OtherWebhookEvent>;
export function signedWebhook<Event extends object>(
  event: Event,
  options?: Pick<SignedWebhookOptions<Event>, 'secret'>,
): SignedWebhook<Event>;
export function signedWebhook(
  typeOrEvent: string | object,
  options: SignedWebhookOptions<OtherWebhookEvent> = {},
): SignedWebhook<object> {
  const event = typeof typeOrEvent === 'string' ? createWebhookEvent(typeOrEvent, options.event) : typeOrEvent;
  const body = JSON.stringify(event);
  const signature = signWebhook(body, firstOf(options.secret));
  return { body, headers: { 'content-type': 'application/json', 'x-vortex-signature': signature }, event };
}

function firstOf(secret: unknown): string {
  return resolveSecrets(secret)[0] ?? '';
}

function tableOf(type: string): string {
  const table = type.startsWith('group.member') ? 'group_member' : (type.split('.')[0] ?? 'event');
  return `${table}s`;
}

function dataOf(type: string): object {
  if (/^(deployment|abtest)\./.test(type)) return { id: crypto.randomUUID(), name: 'Test' };
  return { invitationId: crypto.randomUUID(), targetEmail: 'invited@example.com' };
}

/** An override that is `undefined` leaves the default value in place. */
function defined(overrides: object): object {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
