/**
 * Every `code` that an error or an HTTP response of Vortex can have. Codes are stable: one may be added in a minor
 * version, and is renamed or removed only in a major one. Branch on the code, not on the message.
 */
export type VortexErrorCode =
  // configuration
  | 'missing_api_key'
  | 'invalid_api_key'
  | 'missing_webhook_secret'
  | 'invalid_webhook_secret'
  | 'invalid_option'
  | 'lookup_found_nothing'
  | 'browser_environment'
  // making tokens
  | 'invalid_payload'
  | 'missing_user_id'
  | 'conflicting_user_id'
  | 'reserved_claim'
  | 'unserializable_payload'
  | 'invalid_expires_in'
  // verifying tokens
  | 'verification_unavailable'
  | 'token_malformed'
  | 'token_too_large'
  | 'token_algorithm_refused'
  | 'token_critical_header_refused'
  | 'token_header_repeated'
  | 'token_key_unknown'
  | 'token_signature_invalid'
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_without_expiry'
  | 'token_expiry_invalid'
  | 'token_claims_invalid'
  // client
  | 'invalid_argument'
  | 'authentication_failed'
  | 'permission_denied'
  | 'not_found'
  | 'conflict'
  | 'validation_failed'
  | 'rate_limited'
  | 'server_error'
  | 'api_error'
  | 'invalid_response'
  | 'connection_failed'
  | 'timeout'
  | 'aborted'
  // webhooks
  | 'signature_missing'
  | 'signature_invalid'
  | 'signature_repeated'
  | 'raw_body_unavailable'
  | 'invalid_event'
  | 'event_too_old'
  | 'event_in_progress'
  | 'handler_failed'
  | 'handler_timeout'
  | 'store_unavailable'
  | 'claim_lost'
  // requests to our handlers
  | 'route_not_found'
  | 'method_not_allowed'
  | 'origin_refused'
  | 'unauthenticated'
  | 'authenticate_failed'
  | 'unsupported_content_type'
  | 'unsupported_content_encoding'
  | 'body_too_large'
  | 'body_unreadable'
  | 'body_timeout'
  | 'invalid_request'
  | 'forbidden'
  | 'already_accepted'
  | 'expired'
  | 'revoked'
  | 'authorize_failed'
  | 'claims_failed'
  | 'upstream_refused_key'
  | 'upstream_unreachable'
  | 'upstream_unavailable'
  | 'upstream_timeout'
  | 'internal_error';

/** The options that every error constructor of this package takes after its message. */
export interface VortexErrorOptions {
  /** The underlying error, if there is one. */
  readonly cause?: unknown;
}

/**
 * The base of every error this package throws. `code` is stable, so branch on it; `message` says what to do next and
 * never contains a key, a secret or a token.
 *
 * `instanceof` works across copies of the package, such as an ESM and a CommonJS copy in the same process.
 *
 * @example
 * try {
 *   vortex.generateToken({ user: { id: 'u1' } }, { expiresIn: '5 minutes' });
 * } catch (error) {
 *   if (error instanceof VortexError && error.code === 'invalid_expires_in') console.error(error.message);
 * }
 */
export class VortexError extends Error {
  /** @internal What `instanceof` compares, because another copy's class is another object. */
  static readonly kind: string = 'VortexError';

  /** Stable, for branching. */
  readonly code: VortexErrorCode;

  /**
   * @param code - One of {@link VortexErrorCode}.
   * @param message - What went wrong and what to do next.
   * @param options - `cause`, if there is one.
   */
  constructor(code: VortexErrorCode, message: string, options?: VortexErrorOptions) {
    super(message, options);
    // Not enumerable, as an Error's name is: else inspection prints it a second time.
    Object.defineProperty(this, 'name', { value: new.target.kind, configurable: true, writable: true });
    this.code = code;
  }

  static override [Symbol.hasInstance](
    this: { readonly kind: string; readonly prototype: object },
    value: unknown,
  ): boolean {
    // A class of the user's that extends ours has no kind of its own: the ordinary rule.
    if (!Object.hasOwn(this, 'kind')) return Function.prototype[Symbol.hasInstance].call(this, value);
    try {
      let ancestor: unknown = Object(value).constructor;
      for (; typeof ancestor === 'function'; ancestor = Object.getPrototypeOf(ancestor)) {
        if ((ancestor as Partial<typeof VortexError>).kind === this.kind) return true;
      }
    } catch {
      // A revoked Proxy, say: none of ours.
    }
    return false;
  }
}

/** A key, secret or option is missing or invalid. Thrown when something is constructed or first used. */
export class VortexConfigError extends VortexError {
  static override readonly kind: string = 'VortexConfigError';
}

/** A token can't be made from these values, or a token to be verified can't be trusted. */
export class VortexTokenError extends VortexError {
  static override readonly kind: string = 'VortexTokenError';
}

/**
 * A webhook's signature is missing or does not match its bytes. The name and the constructor are those of the official
 * class.
 */
export class VortexWebhookSignatureError extends VortexError {
  static override readonly kind: string = 'VortexWebhookSignatureError';

  /**
   * @param message - What went wrong and what to do next.
   * @param options - `code`, by default `signature_invalid`, and `cause`.
   */
  constructor(message: string, options: VortexErrorOptions & { readonly code?: VortexErrorCode } = {}) {
    super(options.code ?? 'signature_invalid', message, options);
  }
}

/**
 * Whether a caught value is an error of this package and, if `code` is given, has that code. Works across copies of the
 * package and narrows the type.
 *
 * @param error - The caught value.
 * @param code - Accept only this code.
 * @example
 * if (isVortexError(error, 'rate_limited')) await wait();
 */
export function isVortexError<Code extends VortexErrorCode = VortexErrorCode>(
  error: unknown,
  code?: Code,
): error is VortexError & { readonly code: Code } {
  return error instanceof VortexError && (code === undefined || error.code === code);
}
