import type { VortexError } from '../../errors.ts';
import type { VortexLogger } from '../../shared/logger.ts';

/** What the client asks of `fetch`. */
export interface VortexFetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
  readonly cache?: 'no-store';
}

/** What the client reads of an answer. */
export interface VortexFetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  text(): Promise<string>;
}

/** Any platform's `fetch`, and no more of it than the client uses. */
export type VortexFetch = (url: string, init: VortexFetchInit) => Promise<VortexFetchResponse>;

/** One attempt, as the hooks see it. Header values and bodies are not part of it. */
export interface VortexRequestInfo {
  /** The HTTP method. */
  readonly method: string;
  /** The whole address. Its query may hold the email address that was looked for. */
  readonly url: string;
  /** 1 for the first, 2 for the first repetition, … */
  readonly attempt: number;
  /** The same for all attempts of one call; only on calls that change something. */
  readonly idempotencyKey: string | undefined;
}

/** An answer of any status. */
export interface VortexResponseInfo extends VortexRequestInfo {
  readonly status: number;
  /** The Cloud's name for this exchange, to quote to its support. */
  readonly requestId: string | undefined;
  /** From the request's start to the answer's last byte, in milliseconds. */
  readonly durationMs: number;
}

/** An attempt that failed and will be repeated. */
export interface VortexRetryInfo extends VortexRequestInfo {
  /** What went wrong. */
  readonly error: VortexError;
  /** How long the client waits before the next attempt, in milliseconds. */
  readonly delayMs: number;
}

/** Request headers by name; `null` or `undefined` takes a header away that was set before. */
export type VortexHeaders = Readonly<Record<string, string | null | undefined>>;

/** What can be said for one call alone. */
export interface RequestOptions {
  /** Aborts the call, including its retries, with a {@link VortexAbortError}. */
  readonly signal?: AbortSignal | undefined;
  /** Replaces the client's `timeout`, in milliseconds. */
  readonly timeout?: number | undefined;
  /** Replaces the client's `maxRetries`. */
  readonly maxRetries?: number | undefined;
  /** Added to the client's headers. */
  readonly headers?: VortexHeaders | undefined;
  /** Sent as `Idempotency-Key` by calls that change something. Default: a random UUID. */
  readonly idempotencyKey?: string | undefined;
}

/** Which part of a scope's invitations to read. */
export interface ListOptions extends RequestOptions {
  /** How many invitations to skip. Default 0. */
  readonly start?: number | undefined;
  /**
   * After how many pages (requests) to stop; the Cloud's pages hold 20 (docs/protocol.md §3.3). Pages of a part are
   * asked for at their offsets, whatever has changed meanwhile. Default: all pages.
   */
  readonly maxPages?: number | undefined;
}

/** How the REST client behaves. Every field is optional. */
export interface VortexClientOptions {
  /** The address of the API. Default: `VORTEX_API_BASE_URL`, or `https://api.vortexsoftware.com`. */
  readonly baseUrl?: string | undefined;
  /**
   * How long one call may take in total, in milliseconds: connecting, the whole response, and all retries. `Infinity`
   * means no limit. Default: 30,000.
   */
  readonly timeout?: number | undefined;
  /** How many times a call is repeated at most, if repeating it is safe. Default: 2. */
  readonly maxRetries?: number | undefined;
  /** A replacement for the runtime's `fetch`. */
  readonly fetch?: VortexFetch | undefined;
  /** Sent with every request. */
  readonly headers?: VortexHeaders | undefined;
  /** Your app's name, such as `acme-api/1.4`. Stands before this SDK's name in `User-Agent`. */
  readonly userAgent?: string | undefined;
  /** Called before each attempt. What a hook throws is logged and ignored. */
  readonly onRequest?: ((info: VortexRequestInfo) => void) | undefined;
  /** Called after each response, whatever its status. */
  readonly onResponse?: ((info: VortexResponseInfo) => void) | undefined;
  /** Called before the wait that precedes a retry. */
  readonly onRetry?: ((info: VortexRetryInfo) => void) | undefined;
  /** Receives diagnostics, for example `console`. Default: none. */
  readonly logger?: VortexLogger | undefined;
}
