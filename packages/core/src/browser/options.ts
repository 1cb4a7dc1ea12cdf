import type { VortexPageError } from './page-error.ts';

/** What a page asks of `fetch`. */
export interface VortexPageFetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

/** What a page reads of a response. */
export interface VortexPageFetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** How a page reaches the app's Vortex routes. Every field is optional. */
export interface VortexPageOptions {
  /** Where the routes are: a path, or the address of another origin. Default: `/api/vortex`. */
  readonly basePath?: string | undefined;
  /**
   * Used instead of the browser's `fetch`; for cookies of another origin, one that adds `credentials: 'include'`.
   */
  readonly fetch?: ((url: string, init: VortexPageFetchInit) => Promise<VortexPageFetchResponse>) | undefined;
  /** Sent with every request, such as a CSRF token; a function is called for each. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>) | undefined;
  /**
   * How long to wait before a token that could not be had is asked for again, in milliseconds, by the number of attempts
   * that have failed before this one, from 0; `undefined`, 0 and `Infinity` give up. Waits are shortened at random by up
   * to a half, and never shorter than a server asks for. What it throws is what the call fails with. Default: 1, 2, 4, 8
   * and 16 s.
   */
  readonly backoff?: ((attempt: number) => number | undefined) | undefined;
  /** Renew tokens this long after they came, in milliseconds. Default: shortly before they end. */
  readonly renewAfter?: number | undefined;
  /**
   * Told of each request that fails, also of those that are repeated. What it throws is an unhandled rejection. Default:
   * nobody.
   */
  readonly onError?: ((error: VortexPageError) => void) | undefined;
}

/** What can be said for one call alone. */
export interface PageRequestOptions {
  /**
   * Ends the call with `aborted`; without one, a call ends after 30 s with `connection_failed`. A request for a token goes
   * on: others may wait for it too.
   */
  readonly signal?: AbortSignal | undefined;
}
