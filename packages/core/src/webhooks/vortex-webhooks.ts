import { VortexError, VortexWebhookSignatureError } from '../errors.ts';
import { asError } from '../shared/as-error.ts';
import type { VortexEvent } from './events.ts';
import { dispatch, type WebhookContext, type WebhookHandlers } from './handlers.ts';
import { parseEvent, rawBytes, type WebhookPayload } from './payload.ts';
import { fits, prepareKey, resolveSecrets, type VerifyingKey, type WebhookSecret } from './secret.ts';

/** Options of {@link VortexWebhooks}. */
export interface VortexWebhooksOptions {
  /** The signing secret from the Vortex dashboard, or an array during rotation. Default: `VORTEX_WEBHOOK_SECRET`. */
  readonly secret?: WebhookSecret | undefined;
}

/**
 * Verifies and reads webhooks if you already have the raw body and the `X-Vortex-Signature` header. Synchronous on
 * every runtime. For a complete endpoint with limits, statuses and replay protection, use `vortexWebhook` of your
 * framework's package.
 *
 * @example
 * const webhooks = new VortexWebhooks({ secret: process.env.VORTEX_WEBHOOK_SECRET });
 * const event = webhooks.constructEvent(rawBody, request.headers.get('x-vortex-signature'));
 * if (event.type === 'invitation.accepted') console.log(event.data.invitationId);
 */
export class VortexWebhooks {
  readonly #keys: readonly VerifyingKey[];

  /**
   * @throws {VortexConfigError} `missing_webhook_secret` or `invalid_webhook_secret`.
   */
  constructor(options: VortexWebhooksOptions = {}) {
    this.#keys = resolveSecrets(options.secret).map(prepareKey);
  }

  /**
   * Whether the signature matches the body (docs/protocol.md §4.1). Never throws: invalid values give `false`.
   *
   * @param payload - The raw request body.
   * @param signature - The value of the `X-Vortex-Signature` header.
   */
  verifySignature(payload: WebhookPayload, signature: unknown): boolean {
    const raw = rawBytes(payload);
    return raw !== undefined && fits(this.#keys, raw, signature);
  }

  /**
   * Verifies a webhook, and only then parses it.
   *
   * @param payload - The raw request body.
   * @param signature - The value of the `X-Vortex-Signature` header.
   * @throws {VortexWebhookSignatureError} `signature_invalid`.
   * @throws {VortexError} `raw_body_unavailable` for a body that has already been parsed; `invalid_event` for a signed
   *   body that is not an event.
   */
  constructEvent(payload: WebhookPayload, signature: unknown): VortexEvent {
    const raw = requireRawBytes(payload);
    if (!fits(this.#keys, raw, signature)) throw signatureInvalid();
    return parseEvent(raw);
  }

  /**
   * Runs the handlers for an event, one after the other: `on[type]`, `onEvent`, `onUnknownEvent`, or
   * `onAnalyticsEvent`. If one throws, `onError` is awaited and the error is rethrown.
   *
   * @param event - A verified event.
   * @param handlers - The event handlers.
   * @param context - The handlers' second argument, if you have one.
   */
  handleEvent(event: VortexEvent, handlers: WebhookHandlers<undefined>): Promise<void>;
  handleEvent<Req>(
    event: VortexEvent,
    handlers: WebhookHandlers<Req>,
    context: Pick<WebhookContext<Req>, 'request'> & Partial<WebhookContext<Req>>,
  ): Promise<void>;
  async handleEvent<Req>(
    event: VortexEvent,
    handlers: WebhookHandlers<Req | undefined>,
    context?: Partial<WebhookContext<Req>>,
  ): Promise<void> {
    const full: WebhookContext<Req | undefined> = {
      request: undefined,
      header: () => undefined,
      receivedAt: new Date(),
      rawBody: new Uint8Array(),
      signal: new AbortController().signal,
      ...context,
    };
    try {
      await dispatch(event, handlers, full);
    } catch (thrown) {
      try {
        await handlers.onError?.(asError(thrown, 'handler_failed'), { ...full, code: 'handler_failed', event });
      } catch {
        // The handler's failure is the one to tell.
      }
      throw thrown;
    }
  }
}

/**
 * Whether a webhook's signature matches its body, without a {@link VortexWebhooks} object.
 *
 * @param body - The raw request body.
 * @param signature - The value of the `X-Vortex-Signature` header.
 * @param secret - The signing secret, or an array during rotation.
 * @throws {VortexError} `raw_body_unavailable` for a body that has already been parsed, because no signature would
 *   match it.
 * @throws {VortexConfigError} `missing_webhook_secret` or `invalid_webhook_secret`.
 * @example
 * const ok = verifyWebhook(await request.text(), request.headers.get('x-vortex-signature'), secret);
 */
export function verifyWebhook(body: WebhookPayload, signature: unknown, secret: WebhookSecret): boolean {
  return fits(resolveSecrets(secret).map(prepareKey), requireRawBytes(body), signature);
}

/** The error for a signature that does not fit. */
export function signatureInvalid(
  hint = 'Check that the secret belongs to this endpoint and that the body is the raw body.',
): VortexWebhookSignatureError {
  return new VortexWebhookSignatureError(`Webhook signature verification failed. ${hint}`);
}

/** @throws {VortexError} `raw_body_unavailable`, naming the fix in each framework. */
function requireRawBytes(payload: unknown): string | Uint8Array {
  const raw = rawBytes(payload);
  if (raw !== undefined) return raw;
  throw new VortexError(
    'raw_body_unavailable',
    'This body is not raw: a parser ran first. Express: express.raw({ type: "application/json" }) on this route, before ' +
      'express.json(). Next, Hono: await request.text(). Nest: NestFactory.create(app, { rawBody: true }). Fastify: fastify-raw-body.',
  );
}
