import { utf8, utf8Text } from '../crypto/encoding.ts';
import type { VortexError, VortexErrorCode } from '../errors.ts';
import type { HandlerInput, RawBodyUnavailable } from '../http/handler.ts';
import { type Body, type BodyLimits, bodyTooLarge, readBody } from '../http/read-body.ts';
import { attempt } from '../shared/attempt.ts';
import { isPlainObject } from '../shared/checks/is-plain-object.ts';
import { isRecord } from '../shared/checks/is-record.ts';
import { invalid, Refusal } from './refusal.ts';

/** A JSON object from a request, before its fields are checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Refuses a body that is not declared to be JSON, whether or not a framework has parsed it: forms and `text/plain` are
 * what a foreign page can send without asking first.
 *
 * @returns Whether the request says of what type its body is.
 */
function requireJson(input: HandlerInput): boolean {
  const type = input.header('content-type');
  if (type === undefined ? declaresBody(input) : !isJson(type)) throw notJson();
  return type !== undefined;
}

/**
 * The JSON object in the body; an empty body is `{}` (the official React provider sends one to `/jwt`, docs/protocol.md
 * §5.4).
 */
export function readJsonObject(input: HandlerInput, limits: BodyLimits): JsonObject | Promise<JsonObject> {
  const { maxBodyBytes } = limits;
  const declared = requireJson(input);
  if (Number(input.header('content-length')) > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const unread = (error: unknown): JsonObject => {
    const { code, message, cause } = error as VortexError;
    if (code === 'raw_body_unavailable') return parsedBody(input, cause as RawBodyUnavailable);
    throw new Refusal(UNREAD[code] ?? 400, code, message, { cause });
  };
  const read = (bytes: Body): JsonObject => {
    const size = (typeof bytes === 'string' ? utf8(bytes) : bytes).byteLength;
    if (size > maxBodyBytes) throw tooLarge(maxBodyBytes);
    if (size === 0) return {};
    if (!declared) throw notJson();
    return requireObject(parse(bytes, input));
  };
  return attempt(() => readBody(input.body, limits), read, unread);
}

/** The status of each way in which a body can't be read. */
const UNREAD: { readonly [Code in VortexErrorCode]?: number } = { body_too_large: 413, body_timeout: 408 };

/** What a parser left of a body that is read already. Where it is not to be found, the body is not taken for none. */
function parsedBody({ header }: HandlerInput, { parsed, fix }: RawBodyUnavailable): JsonObject {
  if (parsed !== undefined && !isDrained(parsed, header)) return requireObject(parsed);
  if (header('content-length')?.trim() === '0') return {};
  throw new Refusal(500, 'raw_body_unavailable', `The body was read before Vortex got the request. ${fix}`);
}

/** More bytes than an empty object has with some whitespace: its parser found the stream already read. */
function isDrained(parsed: unknown, header: HandlerInput['header']): boolean {
  return isPlainObject(parsed) && Object.keys(parsed).length === 0 && Number(header('content-length') ?? 0) > 16;
}

function parse(body: string | Uint8Array | ArrayBuffer, input: HandlerInput): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : utf8Text(body));
  } catch {
    throw notUtf8Json(input);
  }
}

function requireObject(value: unknown): JsonObject {
  if (isRecord(value)) return value;
  throw invalid('The body must be a JSON object.');
}

function declaresBody({ header }: HandlerInput): boolean {
  return Number(header('content-length') ?? 0) > 0 || header('transfer-encoding') !== undefined;
}

function isJson(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json[\t ]*(?:;|$)/i.test(type.trim());
}

function notJson(): Refusal {
  return new Refusal(415, 'unsupported_content_type', 'The body must be JSON, with Content-Type: application/json.');
}

function notUtf8Json({ header }: HandlerInput): Refusal {
  const encoding = header('content-encoding');
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity')
    return invalid('The body must be JSON in UTF-8.');
  return new Refusal(415, 'unsupported_content_encoding', 'The body must not be compressed.');
}

function tooLarge(maxBodyBytes: number): Refusal {
  return new Refusal(413, 'body_too_large', bodyTooLarge(maxBodyBytes).message);
}
