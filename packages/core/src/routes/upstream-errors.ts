import { VortexApiError } from '../client/api-errors.ts';
import { isVortexError, VortexConfigError, VortexError } from '../errors.ts';
import { errorReply, type HandlerReply } from '../handler.ts';
import type { VortexLogger } from '../logger.ts';
import { Refusal } from './refusal.ts';

/** The reply for whatever ended a request, and the line in the log for what its caller must not be told. */
export function failureReply(error: unknown, logger: VortexLogger | undefined): HandlerReply {
  if (error instanceof Refusal) return refusalReply(error, logger);
  // The client went away: nobody reads this, and it is no news.
  if (isVortexError(error, 'aborted')) return errorReply(503, 'aborted', 'The request was given up.');
  const reply = error instanceof VortexApiError ? upstreamReply(error) : ownReply(error);
  const message = `A Vortex route answered ${reply.status}: ${error instanceof Error ? error.message : String(error)}`;
  tell(logger, reply.status >= 500 ? 'error' : 'warn', message, details(error));
  return reply;
}

function refusalReply({ reply, message, cause }: Refusal, logger: VortexLogger | undefined): HandlerReply {
  // Only what the app's own functions threw: a request that is refused is no news.
  if (reply.status >= 500) tell(logger, 'error', message, { error: cause });
  return reply;
}

/** Never the Cloud's own words: they speak to the holder of the key, not to a page. */
function upstreamReply(error: VortexApiError): HandlerReply {
  switch (error.code) {
    case 'not_found':
      return errorReply(404, 'not_found', 'There is no such invitation.');
    case 'conflict':
      return errorReply(409, 'conflict', "The invitation's present state does not allow this.");
    case 'validation_failed':
      return errorReply(error.status ?? 400, 'validation_failed', 'Vortex does not take what was sent.');
    case 'authentication_failed':
    case 'permission_denied':
      return errorReply(502, 'upstream_refused_key', "Vortex refused this server's API key.");
    case 'rate_limited':
    case 'server_error':
      return errorReply(
        503,
        'upstream_unavailable',
        'Vortex is not available now; try again later.',
        retryAfter(error),
      );
    case 'timeout':
      return errorReply(504, 'upstream_timeout', 'Vortex did not answer in time.');
    case 'connection_failed':
      return errorReply(502, 'upstream_unreachable', 'Vortex could not be reached.');
    default:
      return errorReply(502, 'upstream_unavailable', 'Vortex gave an answer that is not understood.');
  }
}

function ownReply(error: unknown): HandlerReply {
  if (error instanceof VortexConfigError)
    return errorReply(500, error.code, 'Vortex is not configured on this server.');
  if (error instanceof VortexError && error.code === 'invalid_argument') {
    return errorReply(400, 'invalid_request', 'An id or scope in the request can not be used.');
  }
  const code = error instanceof VortexError ? error.code : 'internal_error';
  return errorReply(500, code, 'The request could not be handled.');
}

function retryAfter(error: VortexApiError): Record<string, string> {
  const seconds = 'retryAfter' in error ? error.retryAfter : undefined;
  return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {};
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
