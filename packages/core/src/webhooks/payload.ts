import { utf8Text } from '../crypto/encoding.ts';
import { VortexError } from '../errors.ts';
import type { VortexEvent } from './events.ts';

/** A raw request body: its text or its bytes (a Node `Buffer` is a `Uint8Array`). Never a parsed object. */
export type WebhookPayload = string | Uint8Array | ArrayBuffer;

/**
 * A body as HMAC takes it, or `undefined` for anything that is neither text nor bytes. Other realms' typed arrays count:
 * the sandboxes of Jest and Next have their own `Uint8Array`.
 */
export function rawBytes(payload: unknown): string | Uint8Array | undefined {
  if (typeof payload === 'string' || payload instanceof Uint8Array) return payload;
  try {
    if (ArrayBuffer.isView(payload)) return new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength);
    if (Object.prototype.toString.call(payload) === '[object ArrayBuffer]')
      return new Uint8Array(payload as ArrayBuffer);
  } catch {
    // A detached buffer has no bytes.
  }
  return undefined;
}

/**
 * Reads a verified body.
 *
 * @throws {VortexError} `invalid_event` when it is not UTF-8, not JSON, or neither a webhook nor an analytics event.
 */
export function parseEvent(raw: string | Uint8Array): VortexEvent {
  let value: unknown;
  try {
    value = JSON.parse(text(raw));
  } catch {
    // Without its cause: a SyntaxError quotes the body.
    throw new VortexError('invalid_event', 'The signed body is not UTF-8 JSON.');
  }
  if (isEvent(value)) return value;
  throw new VortexError('invalid_event', 'The signed body is not an event: it has neither a "type" nor a "name".');
}

function text(raw: string | Uint8Array): string {
  // A byte order mark is not JSON; the decoder would drop it.
  if (typeof raw !== 'string') return utf8Text(raw);
  return raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
}

function isEvent(value: unknown): value is VortexEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { type, name } = value as { type?: unknown; name?: unknown };
  return (typeof type === 'string' && type !== '') || (typeof name === 'string' && name !== '');
}
