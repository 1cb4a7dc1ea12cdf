import type { VortexErrorCode } from '../errors.ts';

/** What a {@link VortexPageError} is made of, beside code and message. */
export interface VortexPageErrorDetails {
  /** The error underneath, where there is one. */
  readonly cause?: unknown;
  /** The response's HTTP status; left out when there was no response. */
  readonly status?: number | undefined;
  /** Seconds the server asks to wait, 100 000 at most. */
  readonly retryAfter?: number | undefined;
}

/**
 * A page's request to the app's Vortex routes failed. `code` is the routes' own where they gave one (`unauthenticated`,
 * `forbidden`, `not_found`, ...); else `api_error` (see `status`), `invalid_response` (no JSON, or not of the route's
 * kind), `connection_failed` (also after 30 s without a response) or `aborted`.
 *
 * @example
 * import { createVortexPage, VortexPageError } from '@vortex/core/browser';
 *
 * try {
 *   await createVortexPage().token();
 * } catch (error) {
 *   if (error instanceof VortexPageError && error.code === 'unauthenticated') location.assign('/sign-in');
 * }
 */
export class VortexPageError extends Error {
  /** @internal By this, core's `isVortexError` and `instanceof VortexError` know it. */
  static readonly kind: string = 'VortexError';

  /** Stable, for branching. */
  declare readonly code: VortexErrorCode;
  /** The response's HTTP status; `undefined` when there was no response. */
  declare readonly status: number | undefined;
  /** Seconds the server asks to wait, 100 000 at most; `undefined` when it does not say. */
  declare readonly retryAfter: number | undefined;

  constructor(code: VortexErrorCode, message: string = code, details?: VortexPageErrorDetails) {
    super(message);
    Object.assign(this, { name: 'VortexPageError', code }, details);
  }
}
