import {
  VortexApiError,
  type VortexApiErrorDetails,
  VortexAuthenticationError,
  VortexConflictError,
  VortexNotFoundError,
  VortexPermissionError,
  VortexRateLimitError,
  VortexServerError,
  VortexValidationError,
} from './api-errors.ts';

/** An answer that is no success, with all that its error shall say. */
export interface FailedReply extends VortexApiErrorDetails {
  readonly status: number;
  /** Method and path, for the message. */
  readonly call: string;
  /** Where a redirect pointed to. */
  readonly location?: string | undefined;
}

/** The error for an answer's status. The one place that decides which class and code a status is. */
export function statusError(reply: FailedReply): VortexApiError {
  const { status, call } = reply;
  const said = serverMessage(reply.body);
  const tail = said ? ` The server said: ${said}` : '';
  const wait = reply.retryAfter === undefined ? '' : ` The server asks to wait ${reply.retryAfter} s.`;
  if (status === 401) {
    const advice =
      'check that apiKey (or VORTEX_API_KEY) is a whole key of this environment that was not revoked, and that baseUrl is the API that issued it.';
    return new VortexAuthenticationError('authentication_failed', `401 to ${call}: ${advice}${tail}`, reply);
  }
  if (status === 403) {
    const advice =
      "the API key is known but may not do this; check that the invitation, scope or component belongs to the key's environment.";
    return new VortexPermissionError('permission_denied', `403 to ${call}: ${advice}${tail}`, reply);
  }
  if (status === 404) {
    const advice = /^Cannot [A-Z]+ \//.test(said)
      ? 'there is no such route; check that baseUrl is the root of a Vortex API.'
      : 'it does not exist in the environment of this API key.';
    return new VortexNotFoundError('not_found', `404 to ${call}: ${advice}${tail}`, reply);
  }
  if (status === 409) {
    const advice = 'its present state does not allow this; read the invitation to see where it stands.';
    return new VortexConflictError('conflict', `409 to ${call}: ${advice}${tail}`, reply);
  }
  if (status === 400 || status === 422) {
    const advice = "the server does not take what was sent; see the error's body.";
    return new VortexValidationError('validation_failed', `${status} to ${call}: ${advice}${tail}`, reply);
  }
  if (status === 429) {
    return new VortexRateLimitError('rate_limited', `429 to ${call}: too many requests.${wait}${tail}`, reply);
  }
  if (status >= 500) {
    const advice = 'the server failed; the same call may work later.';
    return new VortexServerError('server_error', `${status} to ${call}: ${advice}${wait}${tail}`, reply);
  }
  if (isRedirect(status)) return new VortexApiError('api_error', redirectMessage(reply), reply);
  return new VortexApiError('api_error', `${status} to ${call}: not an answer this client knows.${tail}`, reply);
}

/** 0 is what browsers' `fetch` makes of a redirect it was told not to follow. */
export function isRedirect(status: number): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

function redirectMessage({ status, call, location }: FailedReply): string {
  let target = '';
  try {
    // Its origin only: a query may carry what the sender of the redirect wants to leak.
    if (location) target = ` to ${new URL(location, 'relative:/').origin}`.replace(' to null', '');
  } catch {
    // An address that is none tells nothing.
  }
  return (
    `${call} was answered with a redirect${target} (status ${status}), which is not followed so that the API key goes nowhere else. ` +
    'Set baseUrl (or VORTEX_API_BASE_URL) to the address that answers itself, with https:// if that is where it points.'
  );
}

/** What the server says about the error, as Nest-style bodies hold it (protocol §3.9), in 200 characters. */
function serverMessage(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { message, error } = body as { message?: unknown; error?: unknown };
  const found = Array.isArray(message) ? message.join('; ') : (message ?? error);
  if (typeof found !== 'string') return '';
  return found.length > 200 ? `${found.slice(0, 200)}…` : found;
}
