import { utf8 } from '../crypto/encoding.ts';
import { VortexError, type VortexErrorCode, VortexWebhookSignatureError } from '../errors.ts';
import { errorReply, type HandlerInput, type HandlerReply, JSON_HEADERS } from '../http/handler.ts';
import { type Body, bodyTooLarge, readBody } from '../http/read-body.ts';
import { WEBHOOK_APP_FAILURES } from '../shared/app-failures.ts';
import { isPromise } from '../shared/checks/is-promise.ts';
import { foundNothing } from '../shared/found-nothing.ts';
import { claimEvent, type LookUp, storeFor } from './claim.ts';
import type { VortexEvent } from './events.ts';
import type { WebhookErrorContext } from './handlers.ts';
import { type VortexWebhookOptions, type WebhookState, webhookState } from './options.ts';
import { parseEvent, rawBytes } from './payload.ts';
import { replayKeys, scopeFor } from './replay-keys.ts';
import { report } from './report.ts';
import { inBackground, type ReceivedEvent, runHandlers } from './run-handlers.ts';
import { isSignature, resolveSecrets, signs } from './secret.ts';
import { signatureInvalid } from './vortex-webhooks.ts';

/** The status of each refusal; what is not here is a fault on our side of the wire, 500. */
const STATUS: { readonly [Code in VortexErrorCode]?: number } = {
  body_too_large: 413,
  unsupported_content_encoding: 415,
  signature_missing: 401,
  signature_invalid: 401,
  signature_repeated: 400,
  body_unreadable: 400,
  invalid_event: 400,
  event_too_old: 400,
  body_timeout: 408,
  store_unavailable: 503,
};

/**
 * The webhook endpoint that every adapter calls: checks, verifies, reads, claims and handles one delivery, and returns
 * the reply. It rejects only with `rethrow`.
 *
 * State between requests (prepared keys, the memory replay store, work in the background) belongs to the options
 * object: use the same object for all requests of an endpoint.
 *
 * @param input - The request, converted from the framework's own.
 * @param options - The endpoint.
 */
export async function receiveWebhook<Req>(
  input: HandlerInput<Req>,
  options: VortexWebhookOptions<Req>,
): Promise<HandlerReply> {
  if (input.method !== 'POST') {
    return errorReply(405, 'method_not_allowed', 'Webhooks are delivered with POST.', { allow: 'POST' });
  }
  const receivedAt = new Date();
  const seen: { -readonly [Key in keyof WebhookErrorContext<Req>]?: WebhookErrorContext<Req>[Key] } = {
    request: input.request,
    header: input.header,
    receivedAt,
  };
  let state: WebhookState | undefined;
  try {
    state = webhookState(options);
    const signature = checkHeaders(input, state);
    // What is there is not waited for, here and below: a promise costs more than most of what it would wait for.
    const body = readBody(input.body, state);
    const rawBody = bytesWithin(isPromise(body) ? await body : body, state.maxBodyBytes);
    seen.rawBody = rawBody;
    const secrets = typeof options.secret === 'function' ? await secretsFor(input, options.secret) : undefined;
    const keys = state.keys(secrets ?? resolveSecrets(options.secret, input.variable));
    if (!signs(keys, rawBody, signature)) throw signatureInvalid();
    const event = parseEvent(rawBody);
    seen.event = event;
    checkAge(event, state.maxAge);
    const { replayStore, replayScope } = options;
    const store = typeof replayStore === 'function' ? await storeFor(replayStore, input.request) : state.store;
    const scope =
      typeof replayScope === 'function' ? store && (await scopeFor(replayScope, input.request)) : replayScope;
    const names = store ? replayKeys(event, rawBody, keys, scope) : [];
    const claiming = claimEvent(store, names, state);
    const outcome = isPromise(claiming) ? await claiming : claiming;
    if (outcome.state === 'done') return received({ duplicate: true });
    if (outcome.state === 'busy') {
      return errorReply(503, 'event_in_progress', 'This event is being handled right now.', {
        'retry-after': String(Math.max(1, Math.ceil(outcome.retryAfterMs / 1000))),
      });
    }
    const toHandle: ReceivedEvent<Req> = { input, options, state, event, rawBody, receivedAt, claim: outcome.claim };
    if (options.background) inBackground(toHandle);
    else await runHandlers(toHandle);
    return received();
  } catch (thrown) {
    const error = thrown instanceof VortexError ? thrown : unexpected(thrown);
    const handsOn = options.rethrow === true && WEBHOOK_APP_FAILURES.includes(error.code);
    await report(options, error, seen, state?.refusals, options.logger ?? input.logger, handsOn);
    if (handsOn) throw error.cause;
    return errorReply(STATUS[error.code] ?? 500, error.code, error.message);
  }
}

async function secretsFor<Req>(
  { request }: HandlerInput<Req>,
  secret: LookUp<Req, 'secret'>,
): Promise<readonly string[]> {
  const found = await secret(request);
  if (found === undefined || found === null || found.length === 0) {
    throw foundNothing('The function secret returned no webhook secret');
  }
  if (Array.isArray(found) && found.includes('')) {
    throw foundNothing('The function secret returned an array with an empty webhook secret');
  }
  return resolveSecrets(found);
}

function received(extra: { readonly duplicate?: true } = {}): HandlerReply {
  return { status: 200, headers: JSON_HEADERS, body: { received: true, ...extra } };
}

function unexpected(cause: unknown): VortexError {
  return new VortexError('internal_error', 'The webhook could not be received; onError gets the reason.', {
    cause,
  });
}

function checkHeaders(input: HandlerInput, state: WebhookState): string {
  const encoding = input.header('content-encoding')?.trim().toLowerCase();
  if (encoding && encoding !== 'identity') {
    throw new VortexError('unsupported_content_encoding', 'The body of a webhook must not be compressed.');
  }
  const signature = input.header('x-vortex-signature');
  if (!signature) {
    throw new VortexWebhookSignatureError('The X-Vortex-Signature header is missing.', { code: 'signature_missing' });
  }
  if (signature.includes(',')) {
    throw new VortexWebhookSignatureError('The X-Vortex-Signature header was sent more than once.', {
      code: 'signature_repeated',
    });
  }
  if (!isSignature(signature)) throw signatureInvalid('The X-Vortex-Signature header is not 64 lower-case hex digits.');
  if (Number(input.header('content-length')) > state.maxBodyBytes) throw bodyTooLarge(state.maxBodyBytes);
  return signature;
}

function bytesWithin(body: Body, limit: number): Uint8Array {
  const raw = rawBytes(body);
  if (raw === undefined) {
    throw new VortexError(
      'raw_body_unavailable',
      'A parser consumed the body first. Pass the body as bytes or a string.',
    );
  }
  const bytes = typeof raw === 'string' ? utf8(raw) : raw;
  if (bytes.byteLength > limit) throw bodyTooLarge(limit);
  return bytes;
}

function checkAge(event: VortexEvent, maxAge: number): void {
  if (maxAge === Number.POSITIVE_INFINITY) return;
  // Written so that a timestamp that can't be read counts as too old.
  if (Date.now() - Date.parse(event.timestamp) <= maxAge) return;
  throw new VortexError('event_too_old', `The event's timestamp is missing or more than ${maxAge} ms ago.`);
}
