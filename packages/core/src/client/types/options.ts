import type { VortexError } from '../../errors.ts';
import type { VortexLogger } from '../../shared/logger.ts';

/** The part of a `fetch` request that the client sets. */
export interface VortexFetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly redirect: 'manual';
  readonly cache?: 'no-store';
}

/** The part of a response that the client reads. */
export interface VortexFetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  text(): Promise<string>;
}

/** The part of a platform's `fetch` that the client uses. */
export type VortexFetch = (url: string, init: VortexFetchInit) => Promise<VortexFetchResponse>;

/** One attempt, as hooks see it. It contains no header values and no bodies. */
export interface VortexRequestInfo {
  /** The HTTP method. */
  readonly method: string;
  /** The full URL. Its query may contain the email address that was searched for. */
  readonly url: string;
  /** 1 for the first attempt, 2 for the first retry, … */
  readonly attempt: number;
  /** The same for all attempts of one call. Only calls that change something have one. */
  readonly idempotencyKey: string | undefined;
}

/** A response of any status. */
export interface VortexResponseInfo extends VortexRequestInfo {
  readonly status: number;
  /** The Cloud's request id, to quote to its support. */
  readonly requestId: string | undefined;
  /** From the start of the request to the last byte of the response, in milliseconds. */
  readonly durationMs: number;
}

/** An attempt that failed and will be retried. */
export interface VortexRetryInfo extends VortexRequestInfo {
  /** What went wrong. */
  readonly error: VortexError;
  /** How long the client waits before the next attempt, in milliseconds. */
  readonly delayMs: number;
}

/** Request headers by name; `null` or `undefined` removes a header that was set before. */
export type VortexHeaders = Readonly<Record<string, string | null | undefined>>;

/** Options of a single call. */
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

/** The part of a scope's invitations to read. */
export interface ListOptions extends RequestOptions {
  /** How many invitations to skip. Default 0. */
  readonly start?: number | undefined;
  /**
   * Stop after this many pages (requests); the Cloud's pages hold 20 (docs/protocol.md §3.3). If only a part is read,
   * each page begins where the one before it ended, even if the list changes in the meantime. Default: all pages.
   */
  readonly maxPages?: number | undefined;
}

/** How the REST client behaves. Every field is optional. */
export interface VortexClientOptions {
  /** The base URL of the API. Default: `VORTEX_API_BASE_URL`, or `https://api.vortexsoftware.com`. */
  readonly baseUrl?: string | undefined;
  /**
   * How long one call may take in total, in milliseconds: connecting, the whole response, and all retries. `Infinity`
   * means no limit. Default: 30,000.
   */
  readonly timeout?: number | undefined;
  /** The maximum number of retries of a call, if retrying it is safe. Default: 2. */
  readonly maxRetries?: number | undefined;
  /** A replacement for the runtime's `fetch`. */
  readonly fetch?: VortexFetch | undefined;
  /** Sent with every request. */
  readonly headers?: VortexHeaders | undefined;
  /** Your app's name, such as `acme-api/1.4`. It precedes this SDK's name in `User-Agent`. */
  readonly userAgent?: string | undefined;
  /** Called before each attempt. An error thrown by a hook is logged and ignored. */
  readonly onRequest?: ((info: VortexRequestInfo) => void) | undefined;
  /** Called after each response, whatever its status. */
  readonly onResponse?: ((info: VortexResponseInfo) => void) | undefined;
  /** Called before the wait for a retry. */
  readonly onRetry?: ((info: VortexRetryInfo) => void) | undefined;
  /** Receives diagnostics, for example `console`. Default: none. */
  readonly logger?: VortexLogger | undefined;
}
