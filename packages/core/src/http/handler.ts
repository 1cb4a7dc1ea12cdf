import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from '../shared/logger.ts';

/**
 * A request's body as an adapter passes it: bytes, a string, or a reader. The reader is called only after the checks of
 * method and headers, so that nothing is read for a response that does not need it.
 */
export type BodySource = Uint8Array | ArrayBuffer | string | BodyReader;

/**
 * Reads a body. Throws {@link BodyTooLarge} as soon as the limit is exceeded, or {@link RawBodyUnavailable} if
 * something else has already consumed the bytes.
 *
 * @param limit - In bytes.
 * @param onGiveUp - Registers a function that is called if the body does not arrive in time, so that the reader can
 *   release the stream. A reader may ignore it; the response does not wait for it.
 */
export type BodyReader = (
  limit: number,
  onGiveUp?: (listener: () => void) => void,
) => Uint8Array | string | Promise<Uint8Array | string>;

/** One request, as an adapter translates it from its framework. */
export interface HandlerInput<Req = unknown> {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The whole path of the request, still percent-encoded, without the query. Webhooks ignore it. */
  readonly pathname: string;
  /**
   * The path below the mount point, with its leading slash, still percent-encoded, if the framework provides it.
   * Default: the part of `pathname` after `basePath`.
   */
  readonly path?: string | undefined;
  /** The raw query string without its question mark; empty if there is no query. */
  readonly query: string;
  /** A request header's value by its lower-case name; repeated headers joined by a comma, as Node and Fetch do. */
  readonly header: (name: string) => string | undefined;
  /** The body, or how to get it. */
  readonly body: BodySource;
  /** The framework's own request, passed through untouched to the user's functions. */
  readonly request: Req;
  /**
   * Reads a variable of the platform's own environment (a Worker's bindings) by name. If an option is left out, it is
   * tried before `process.env`.
   */
  readonly variable?: ((name: string) => string | undefined) | undefined;
  /** The framework's logger for this request. Failures are logged there unless the options say otherwise. */
  readonly logger?: VortexLogger | undefined;
  /** The platform's function that keeps the process alive for work after the response, if it has one. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** Aborted when the client disconnects, if the framework reports that. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether an error is the framework's own way of responding, such as a redirect thrown by the app's `authenticate`.
   * Those errors are rethrown. Default: no error is treated this way.
   */
  readonly isControlFlow?: ((error: unknown) => boolean) | undefined;
}

/** A value that JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** The reply that an adapter writes: status, headers with lower-case names, and a body for `JSON.stringify`. */
export interface HandlerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** Thrown by a body reader as soon as more bytes than the limit have arrived; the rest is left unread. */
export class BodyTooLarge extends Error {
  override readonly name: string = 'BodyTooLarge';
}

/**
 * Thrown by a body reader if the raw bytes are gone because a parser ran first. `parsed` is the parser's result: routes
 * may use it, webhooks never do.
 */
export class RawBodyUnavailable extends Error {
  override readonly name: string = 'RawBodyUnavailable';
  readonly fix: string;
  /** Not enumerable: it is a body, and bodies stay out of logs. */
  declare readonly parsed: unknown;

  /**
   * @param fix - One sentence that tells the user of this framework what to change.
   * @param parsed - The parser's result on the request, if it is known.
   */
  constructor(fix: string, parsed?: unknown) {
    super(fix);
    this.fix = fix;
    Object.defineProperty(this, 'parsed', { value: parsed });
  }
}

/** The reply to a request that failed. */
export interface ErrorReply extends HandlerReply {
  readonly body: { readonly error: string; readonly code: VortexErrorCode };
}

/** The reply every handler gives for an error: `{ error, code }` as JSON. */
export function errorReply(
  status: number,
  code: VortexErrorCode,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): ErrorReply {
  return { status, headers: { ...JSON_HEADERS, ...headers }, body: { error, code } };
}

/** The headers of every reply of ours. */
export const JSON_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
};
