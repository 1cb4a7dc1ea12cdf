import { VortexError, type VortexErrorCode, type VortexErrorOptions } from '../errors.ts';

/** The details of a {@link VortexApiError} in addition to its code and message. */
export interface VortexApiErrorDetails extends VortexErrorOptions {
  /** The HTTP status of the response; omitted if there was no response. */
  readonly status?: number | undefined;
  /** The Cloud's request id. */
  readonly requestId?: string | undefined;
  /** The body of the response, redacted. */
  readonly body?: unknown;
  /** How many requests were sent. */
  readonly attempts?: number | undefined;
  /** Seconds the Cloud asks the client to wait. */
  readonly retryAfter?: number | undefined;
  /** The call's idempotency key, if it may have taken effect although it failed. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * A call to the Vortex API failed. The subclass and `code` say how. This class itself is used for failures without a
 * subclass: a redirect or another status (`api_error`), and a response that is not what the API promises
 * (`invalid_response`).
 *
 * @example
 * try {
 *   await vortex.getInvitation(id);
 * } catch (error) {
 *   if (!(error instanceof VortexNotFoundError)) throw error;
 * }
 */
export class VortexApiError extends VortexError {
  static override readonly kind: string = 'VortexApiError';

  /** The HTTP status of the response; `undefined` if there was no response. */
  readonly status: number | undefined;
  /** The Cloud's request id, to quote to its support; `undefined` if the response has none. */
  readonly requestId: string | undefined;
  /**
   * The body of the response: parsed if it was JSON, otherwise a string. Truncated at 64 KiB, and without keys, secrets
   * and tokens.
   */
  readonly body: unknown;
  /** How many requests were sent: 0 if the call ended before the first. */
  readonly attempts: number;
  /** Seconds the Cloud asks the client to wait, mostly with 429 and 5xx; `undefined` if it does not say. */
  readonly retryAfter: number | undefined;
  /**
   * Set when a call that changes something failed with an unclear outcome (a lost response, a timeout, 5xx): it may
   * have taken effect. Repeat the call with this value as its `idempotencyKey`, and it is carried out only once.
   */
  readonly idempotencyKey: string | undefined;

  constructor(code: VortexErrorCode, message: string, details: VortexApiErrorDetails = {}) {
    super(code, message, details);
    this.status = details.status;
    this.requestId = details.requestId;
    this.body = details.body;
    this.attempts = details.attempts ?? 0;
    this.retryAfter = details.retryAfter;
    this.idempotencyKey = details.idempotencyKey;
  }
}

/** 401: the Cloud does not know the API key (`authentication_failed`). */
export class VortexAuthenticationError extends VortexApiError {
  static override readonly kind: string = 'VortexAuthenticationError';
}

/** 403: the key is valid but not allowed to do this (`permission_denied`). */
export class VortexPermissionError extends VortexApiError {
  static override readonly kind: string = 'VortexPermissionError';
}

/** 404: there is no such invitation or route (`not_found`). */
export class VortexNotFoundError extends VortexApiError {
  static override readonly kind: string = 'VortexNotFoundError';
}

/** 409: the invitation's state does not allow it, for example because it has been accepted or revoked (`conflict`). */
export class VortexConflictError extends VortexApiError {
  static override readonly kind: string = 'VortexConflictError';
}

/** 400 or 422: the Cloud rejects what was sent (`validation_failed`); `body` says why. */
export class VortexValidationError extends VortexApiError {
  static override readonly kind: string = 'VortexValidationError';
}

/** 429, even after the retries (`rate_limited`). */
export class VortexRateLimitError extends VortexApiError {
  static override readonly kind: string = 'VortexRateLimitError';
}

/** 500 to 599, even after the retries (`server_error`). */
export class VortexServerError extends VortexApiError {
  static override readonly kind: string = 'VortexServerError';
}

/** The Cloud could not be reached, or the connection broke before the response was complete (`connection_failed`). */
export class VortexConnectionError extends VortexApiError {
  static override readonly kind: string = 'VortexConnectionError';
}

/** The call took longer than its `timeout` (`timeout`). A call that changes something may have taken effect. */
export class VortexTimeoutError extends VortexApiError {
  static override readonly kind: string = 'VortexTimeoutError';
}

/** The caller's `signal` ended the call (`aborted`); `cause` is the signal's reason. */
export class VortexAbortError extends VortexApiError {
  static override readonly kind: string = 'VortexAbortError';
}
