import type { VortexErrorCode } from '../errors.ts';

/** The details of a {@link VortexPageError} in addition to its code and message. */
export interface VortexPageErrorDetails {
  /** The underlying error, if there is one. */
  readonly cause?: unknown;
  /** The HTTP status of the response; omitted if there was no response. */
  readonly status?: number | undefined;
  /** Seconds the server asks to wait, at most 100,000. */
  readonly retryAfter?: number | undefined;
}

/**
 * A page's request to the app's Vortex routes failed. `code` is the code that the routes responded with
 * (`unauthenticated`, `forbidden`, `not_found`, ...). Without one it is `api_error` (see `status`), `invalid_response`
 * (not JSON, or not what the route promises), `connection_failed` (also after 30 s without a response) or `aborted`.
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
  /** @internal How core's `isVortexError` and `instanceof VortexError` recognize it. */
  static readonly kind: string = 'VortexError';

  /** Stable, for branching. */
  declare readonly code: VortexErrorCode;
  /** The HTTP status of the response; `undefined` if there was no response. */
  declare readonly status: number | undefined;
  /** Seconds the server asks to wait, at most 100,000; `undefined` if it does not say. */
  declare readonly retryAfter: number | undefined;

  constructor(code: VortexErrorCode, message: string = code, details?: VortexPageErrorDetails) {
    super(message);
    Object.assign(this, { code, name: 'VortexPageError' }, details);
  }
}
