import type { VortexErrorCode } from '../errors.ts';
import type { VortexLogger } from '../shared/logger.ts';

/**
 * A request's body as an adapter hands it over: bytes, text, or a reader that is called only once method and headers
 * have passed, so that nothing is read for an answer that does not need it.
 */
export type BodySource = Uint8Array | ArrayBuffer | string | BodyReader;

/**
 * Reads a body. Throws {@link BodyTooLarge} as soon as the limit is passed, or {@link RawBodyUnavailable} when something
 * else has already consumed the bytes.
 *
 * @param limit - In bytes.
 * @param onGiveUp - Takes a function that is called when the body has not arrived in time, so that the reader can let go
 * of the stream. A reader that needs no such thing ignores it: the answer does not wait for it.
 */
export type BodyReader = (limit: number, onGiveUp?: (listener: () => void) => void) => Promise<Uint8Array | string>;

/** One request, as an adapter translates it from its framework. */
export interface HandlerInput<Req = unknown> {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The whole path that was asked for, still percent-encoded, without the query. Webhooks ignore it. */
  readonly pathname: string;
  /**
   * The path below the mount, with its leading slash, still percent-encoded, where the framework tells. Default: what
   * follows `basePath` in `pathname`.
   */
  readonly path?: string | undefined;
  /** The raw query string without its question mark; empty without one. */
  readonly query: string;
  /** A request header's value by its lower-case name; repeated headers joined by a comma, as Node and Fetch do. */
  readonly header: (name: string) => string | undefined;
  /** The body, or how to get it. */
  readonly body: BodySource;
  /** The framework's own request, passed through untouched to the user's functions. */
  readonly request: Req;
  /**
   * A variable of the platform's own environment (a Worker's bindings), by its name. It is asked before `process.env`,
   * where an option is left out.
   */
  readonly variable?: ((name: string) => string | undefined) | undefined;
  /** Where failures of this request are logged, unless the options say otherwise: the framework's log of the request. */
  readonly logger?: VortexLogger | undefined;
  /** The platform's way of keeping the process alive for work after the answer, where it has one. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** Aborted when the client goes away, where the framework tells. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Whether an error is the framework's own way of answering (a redirect that the app's `authenticate` has thrown): such
   * a one is thrown on. Default: none is.
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

/** What an adapter writes back: status, headers with lower-case names, and a body for `JSON.stringify`. */
export interface HandlerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

/** Thrown by a body reader once more than the limit has arrived; the rest is left unread. */
export class BodyTooLarge extends Error {
  override readonly name: string = 'BodyTooLarge';
}

/**
 * Thrown by a body reader when the raw bytes are gone because a parser ran first. `parsed` is what the parser left:
 * routes may use it, webhooks never do.
 */
export class RawBodyUnavailable extends Error {
  override readonly name: string = 'RawBodyUnavailable';
  readonly fix: string;
  /** Not enumerable: it is a body, and bodies stay out of logs. */
  declare readonly parsed: unknown;

  /**
   * @param fix - One sentence that tells the user of this framework what to change.
   * @param parsed - What the parser left on the request, where that is known.
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
