import { VortexAbortError, type VortexApiError } from '../client/api-errors.ts';
import { VortexConfigError, VortexError, type VortexErrorCode } from '../errors.ts';
import { errorReply, type HandlerReply } from '../http/handler.ts';
import type { VortexLogger } from '../shared/logger.ts';
import { Refusal } from './refusal.ts';

/** The reply for whatever ended a request, and the line in the log for what its caller must not be told. */
export function failureReply(error: unknown, logger: VortexLogger | undefined): HandlerReply {
  const refusal = error instanceof Refusal ? error : undefined;
  const reply = refusal?.reply ?? replyFor(error);
  const { status } = reply;
  const failed = status >= 500;
  // A request that is refused is no news, nor is a client that has gone; what the app's own functions threw is.
  if (refusal ? failed : !(error instanceof VortexAbortError)) {
    const message = `A Vortex route answered ${status}: ${error instanceof Error ? error.message : String(error)}`;
    tell(logger, failed ? 'error' : 'warn', message, refusal ? refusal.cause : error);
  }
  return reply;
}

type Answer = readonly [status: number, code: VortexErrorCode, message: string];

const KEY_REFUSED: Answer = [502, 'upstream_refused_key', "Vortex refused this server's API key."];
const UNAVAILABLE: Answer = [503, 'upstream_unavailable', 'Vortex is not available; try again later.'];
const NOT_UNDERSTOOD: Answer = [502, 'upstream_unavailable', 'Vortex gave no answer that is understood.'];

/** Never the Cloud's own words: they speak to the holder of the key, not to a page. */
const ANSWERS: { readonly [Code in VortexErrorCode]?: Answer } = {
  not_found: [404, 'not_found', 'There is no such invitation.'],
  conflict: [409, 'conflict', 'Its present state does not allow this.'],
  validation_failed: [400, 'validation_failed', 'Vortex does not take what was sent.'],
  authentication_failed: KEY_REFUSED,
  permission_denied: KEY_REFUSED,
  rate_limited: UNAVAILABLE,
  server_error: UNAVAILABLE,
  aborted: [503, 'aborted', 'The request was given up.'],
  timeout: [504, 'upstream_timeout', 'Vortex did not answer in time.'],
  connection_failed: [502, 'upstream_unreachable', 'Vortex could not be reached.'],
  api_error: NOT_UNDERSTOOD,
  invalid_response: NOT_UNDERSTOOD,
  invalid_argument: [400, 'invalid_request', "The request has an id or scope that can't be used."],
};

function replyFor(error: unknown): HandlerReply {
  const known: Partial<VortexApiError> = error instanceof VortexError ? error : {};
  const { code = 'internal_error', status: upstream, retryAfter } = known;
  const [status, told, message] = ANSWERS[code] ?? [500, code, faultOf(error)];
  return errorReply(
    told === 'validation_failed' ? (upstream ?? status) : status,
    told,
    message,
    status !== 503 || retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) },
  );
}

/** What is wrong on our side of the wire. */
function faultOf(error: unknown): string {
  return error instanceof VortexConfigError
    ? 'Vortex is not configured on this server.'
    : 'The request could not be handled.';
}

function tell(logger: VortexLogger | undefined, level: 'warn' | 'error', message: string, error: unknown): void {
  try {
    logger?.[level]?.(message, { error });
  } catch {
    // A broken logger must not change an answer.
  }
}
