import { utf8 } from '../crypto/encoding.ts';
import { VortexError, type VortexErrorCode, VortexWebhookSignatureError } from '../errors.ts';
import { type BodySource, errorReply, type HandlerInput, type HandlerReply, JSON_HEADERS } from '../http/handler.ts';
import { isAnalyticsEvent, type VortexEvent } from './events.ts';
import type { WebhookErrorContext } from './handlers.ts';
import { type VortexWebhookOptions, type WebhookState, webhookState } from './options.ts';
import { parseEvent, rawBytes } from './payload.ts';
import type { ReplayClaim, ReplayStore } from './replay-store.ts';
import { report } from './report.ts';
import { type Delivery, inBackground, runHandlers } from './run-handlers.ts';
import { fits } from './secret.ts';
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
  store_unavailable: 503,
};

/**
 * The webhook endpoint that every adapter calls: checks, verifies, reads, claims and handles one delivery, and says how to
 * answer. Never rejects.
 *
 * State between requests (prepared keys, the memory replay store, work in the background) belongs to the options object:
 * keep one per endpoint.
 *
 * @param input - The request, translated from its framework.
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
  try {
    const state = webhookState(options);
    const signature = checkHeaders(input, state);
    const rawBody = await readBody(input.body, state.maxBodyBytes);
    seen.rawBody = rawBody;
    const secret = typeof options.secret === 'function' ? await options.secret(input.request) : options.secret;
    if (!fits(state.keys(secret), rawBody, signature)) throw signatureInvalid();
    const event = parseEvent(rawBody);
    seen.event = event;
    checkAge(event, state.maxAge);
    const key = `${isAnalyticsEvent(event) ? 'analytics' : 'webhook'}:${idOf(event) ?? signature}`;
    const leaseMs = state.handlerTimeout + 30_000;
    const { store, claim } = await claimEvent(options, state, input.request, key, leaseMs);
    if (claim?.state === 'done') return received({ duplicate: true });
    if (claim?.state === 'busy') {
      return errorReply(503, 'event_in_progress', 'This event is being handled right now.', {
        'retry-after': String(Math.max(1, Math.ceil(claim.retryAfterMs / 1000))),
      });
    }
    const delivery: Delivery<Req> = {
      input,
      options,
      state,
      store,
      event,
      rawBody,
      receivedAt,
      claim: claim && { key, token: claim.token, leaseEnds: Date.now() + leaseMs },
    };
    if (options.background) inBackground(delivery);
    else await runHandlers(delivery);
    return received();
  } catch (thrown) {
    const error = thrown instanceof VortexError ? thrown : unexpected(thrown);
    await report(options, error, seen);
    return errorReply(STATUS[error.code] ?? 500, error.code, error.message);
  }
}

function received(extra: { readonly duplicate?: true } = {}): HandlerReply {
  return { status: 200, headers: JSON_HEADERS, body: { received: true, ...extra } };
}

function unexpected(cause: unknown): VortexError {
  return new VortexError('internal_error', 'The webhook could not be received; onError has the reason.', {
    cause,
  });
}

function checkHeaders(input: HandlerInput, state: WebhookState): string {
  const encoding = input.header('content-encoding')?.trim().toLowerCase();
  if (encoding && encoding !== 'identity') {
    throw new VortexError('unsupported_content_encoding', 'A webhook’s body must not be compressed.');
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
  if (Number(input.header('content-length')) > state.maxBodyBytes) throw tooLarge(state.maxBodyBytes);
  return signature;
}

function tooLarge(limit: number): VortexError {
  return new VortexError('body_too_large', `The body is larger than ${limit} bytes.`);
}

async function readBody(source: BodySource, limit: number): Promise<Uint8Array> {
  const raw = rawBytes(typeof source === 'function' ? await readWith(source, limit) : source);
  if (raw === undefined) throw notRaw('Hand over its bytes or its text.');
  const bytes = typeof raw === 'string' ? utf8(raw) : raw;
  if (bytes.byteLength > limit) throw tooLarge(limit);
  return bytes;
}

async function readWith(read: (limit: number) => Promise<Uint8Array | string>, limit: number) {
  try {
    return await read(limit);
  } catch (cause) {
    // By name: an adapter may have been loaded with another copy of these classes.
    const { name, fix } = (cause ?? {}) as { name?: unknown; fix?: unknown };
    if (name === 'BodyTooLarge') throw tooLarge(limit);
    if (name === 'RawBodyUnavailable') throw notRaw(String(fix));
    throw new VortexError('body_unreadable', 'The body could not be read to its end.', { cause });
  }
}

function notRaw(fix: string): VortexError {
  return new VortexError('raw_body_unavailable', `A parser consumed the webhook’s body first. ${fix}`);
}

function checkAge(event: VortexEvent, maxAge: number): void {
  if (maxAge === Number.POSITIVE_INFINITY) return;
  // Written so that a timestamp that can't be read counts as too old.
  if (Date.now() - Date.parse(event.timestamp) <= maxAge) return;
  throw new VortexError('event_too_old', `The event’s timestamp is missing or more than ${maxAge} ms ago.`);
}

function idOf(event: VortexEvent): string | undefined {
  return typeof event.id === 'string' && event.id !== '' ? event.id : undefined;
}

async function claimEvent<Req>(
  { replayStore }: VortexWebhookOptions<Req>,
  state: WebhookState,
  request: Req,
  key: string,
  leaseMs: number,
): Promise<{ readonly store: ReplayStore | undefined; readonly claim: ReplayClaim | undefined }> {
  try {
    const store = typeof replayStore === 'function' ? await replayStore(request) : state.store;
    return { store, claim: await store?.claim(key, { leaseMs }) };
  } catch (cause) {
    throw new VortexError('store_unavailable', 'The replay store can’t be reached; send the event again.', { cause });
  }
}
