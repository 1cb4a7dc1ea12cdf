import { VortexApiError } from '../client/api-errors.ts';
import { isVortexError, VortexConfigError, VortexError, type VortexErrorCode } from '../errors.ts';
import { errorReply, type HandlerReply } from '../handler.ts';
import type { VortexLogger } from '../logger.ts';
import { Refusal } from './refusal.ts';

/** The reply for whatever ended a request, and the line in the log for what its caller must not be told. */
export function failureReply(error: unknown, logger: VortexLogger | undefined): HandlerReply {
  if (error instanceof Refusal) return refusalReply(error, logger);
  // The client went away: nobody reads this, and it is no news.
  if (isVortexError(error, 'aborted')) return errorReply(503, 'aborted', 'The request was given up.');
  const reply = replyFor(error);
  const message = `A Vortex route answered ${reply.status}: ${error instanceof Error ? error.message : String(error)}`;
  tell(logger, reply.status >= 500 ? 'error' : 'warn', message, details(error));
  return reply;
}

function refusalReply({ reply, message, cause }: Refusal, logger: VortexLogger | undefined): HandlerReply {
  // Only what the app's own functions threw: a request that is refused is no news.
  if (reply.status >= 500) tell(logger, 'error', message, { error: cause });
  return reply;
}

type Answer = readonly [status: number, code: VortexErrorCode, message: string];

const KEY_REFUSED: Answer = [502, 'upstream_refused_key', "Vortex refused this server's API key."];
const UNAVAILABLE: Answer = [503, 'upstream_unavailable', 'Vortex is not available now; try again later.'];
const NOT_UNDERSTOOD: Answer = [502, 'upstream_unavailable', 'Vortex gave an answer that is not understood.'];

/** Never the Cloud's own words: they speak to the holder of the key, not to a page. */
const ANSWERS: { readonly [Code in VortexErrorCode]?: Answer } = {
  not_found: [404, 'not_found', 'There is no such invitation.'],
  conflict: [409, 'conflict', "The invitation's present state does not allow this."],
  validation_failed: [400, 'validation_failed', 'Vortex does not take what was sent.'],
  authentication_failed: KEY_REFUSED,
  permission_denied: KEY_REFUSED,
  rate_limited: UNAVAILABLE,
  server_error: UNAVAILABLE,
  timeout: [504, 'upstream_timeout', 'Vortex did not answer in time.'],
  connection_failed: [502, 'upstream_unreachable', 'Vortex could not be reached.'],
  api_error: NOT_UNDERSTOOD,
  invalid_response: NOT_UNDERSTOOD,
  invalid_argument: [400, 'invalid_request', "An id or scope in the request can't be used."],
};

function replyFor(error: unknown): HandlerReply {
  if (!(error instanceof VortexError)) return errorReply(500, 'internal_error', 'The request could not be handled.');
  const known = ANSWERS[error.code];
  if (!known) {
    const unset = error instanceof VortexConfigError;
    return errorReply(
      500,
      error.code,
      unset ? 'Vortex is not configured on this server.' : 'The request could not be handled.',
    );
  }
  const [status, code, message] = known;
  const { status: upstream, retryAfter } = error as { status?: number; retryAfter?: number };
  return errorReply(
    code === 'validation_failed' ? (upstream ?? status) : status,
    code,
    message,
    retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) },
  );
}

function details(error: unknown): Record<string, unknown> {
  if (!(error instanceof VortexApiError)) return { error };
  const { code, status, requestId, body, attempts } = error;
  return { error, code, status, requestId, body, attempts };
}

function tell(
  logger: VortexLogger | undefined,
  level: 'warn' | 'error',
  message: string,
  details: Record<string, unknown>,
): void {
  try {
    logger?.[level]?.(message, details);
  } catch {
    // A broken logger must not change an answer.
  }
}
