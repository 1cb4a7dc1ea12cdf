import { VortexError, type VortexErrorCode, type VortexErrorOptions } from '../errors.ts';

/** What a {@link VortexApiError} is made of, beside code and message. */
export interface VortexApiErrorDetails extends VortexErrorOptions {
  /** The answer's HTTP status; left out when there was no answer. */
  readonly status?: number | undefined;
  /** The Cloud's name for the exchange. */
  readonly requestId?: string | undefined;
  /** The answer's body, redacted. */
  readonly body?: unknown;
  /** How many requests were sent. */
  readonly attempts?: number | undefined;
  /** Seconds the Cloud asks to wait. */
  readonly retryAfter?: number | undefined;
  /** The call's key, where it may have been done although it failed. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * A call to the Vortex API failed. Its subclasses tell how; `code` does too. The class itself stands for what has no
 * subclass: a redirect (`api_error`), another status (`api_error`), an answer that is not what was promised
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

  /** The answer's HTTP status; `undefined` when there was no answer. */
  readonly status: number | undefined;
  /** The Cloud's name for the exchange, to quote to its support; `undefined` when it gave none. */
  readonly requestId: string | undefined;
  /** The answer's body: parsed if it was JSON, else text; cut at 64 KiB, and without keys, secrets and tokens. */
  readonly body: unknown;
  /** How many requests were sent: 0 when the call ended before the first. */
  readonly attempts: number;
  /** Seconds the Cloud asks to wait, with 429 and 5xx above all; `undefined` when it does not say. */
  readonly retryAfter: number | undefined;
  /**
   * Set when a call that changes something failed with an unclear outcome (a lost answer, a timeout, 5xx): it may have
   * been done. The same call with this as its `idempotencyKey` is done once, whatever became of the first.
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

/** 401: the API key is not one the Cloud knows (`authentication_failed`). */
export class VortexAuthenticationError extends VortexApiError {
  static override readonly kind: string = 'VortexAuthenticationError';
}

/** 403: the key is good and may not do this (`permission_denied`). */
export class VortexPermissionError extends VortexApiError {
  static override readonly kind: string = 'VortexPermissionError';
}

/** 404: nothing there (`not_found`). */
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

/** 429, also after the retries (`rate_limited`). */
export class VortexRateLimitError extends VortexApiError {
  static override readonly kind: string = 'VortexRateLimitError';
}

/** 500 to 599, also after the retries (`server_error`). */
export class VortexServerError extends VortexApiError {
  static override readonly kind: string = 'VortexServerError';
}

/** The Cloud could not be reached, or the connection broke before the answer was complete (`connection_failed`). */
export class VortexConnectionError extends VortexApiError {
  static override readonly kind: string = 'VortexConnectionError';
}

/** The call took longer than its `timeout` (`timeout`). A call that changes something may have been done. */
export class VortexTimeoutError extends VortexApiError {
  static override readonly kind: string = 'VortexTimeoutError';
}

/** The caller's `signal` ended the call (`aborted`); `cause` is the signal's reason. */
export class VortexAbortError extends VortexApiError {
  static override readonly kind: string = 'VortexAbortError';
}
