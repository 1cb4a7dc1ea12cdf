import type { VortexPageError } from './page-error.ts';

/** The part of a `fetch` request that a page sets. */
export interface VortexPageFetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

/** The part of a response that a page reads. */
export interface VortexPageFetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** How a page reaches the app's Vortex routes. Every field is optional. */
export interface VortexPageOptions {
  /** The address of the routes: a path, or a URL on another origin. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
  /** Replaces the browser's `fetch`. To send cookies to another origin, pass one that adds `credentials: 'include'`. */
  readonly fetch?: ((url: string, init: VortexPageFetchInit) => Promise<VortexPageFetchResponse>) | undefined;
  /** Headers for every request, such as a CSRF token. A function is called before each request. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>) | undefined;
  /**
   * How long to wait before a failed request for a token is repeated, in milliseconds. The function gets the number of
   * earlier failed attempts, starting at 0; `undefined`, 0 and `Infinity` mean: give up. Each wait is shortened at
   * random by up to half, but never below what the server asks for. If the function throws, the call fails with that
   * error. Default: 1, 2, 4, 8 and 16 s.
   */
  readonly backoff?: ((attempt: number) => number | undefined) | undefined;
  /** Renew a token this long after it was received, in milliseconds. Default: shortly before it expires. */
  readonly renewAfter?: number | undefined;
  /**
   * Called with each request that fails, including those that are repeated. An error thrown here becomes an unhandled
   * rejection. Default: none.
   */
  readonly onError?: ((error: VortexPageError) => void) | undefined;
}

/** Options of a single call. */
export interface PageRequestOptions {
  /**
   * Ends the call with `aborted`. Without a signal, a call ends after 30 s with `connection_failed`. A request for a
   * token continues, because other callers may be waiting for it.
   */
  readonly signal?: AbortSignal | undefined;
}
