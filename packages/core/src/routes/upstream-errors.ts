import { VortexAbortError, type VortexApiError } from '../client/api-errors.ts';
import { VortexConfigError, VortexError, type VortexErrorCode } from '../errors.ts';
import { type ErrorReply, errorReply, type HandlerInput } from '../http/handler.ts';
import { asError } from '../shared/as-error.ts';
import { logFailure } from '../shared/failure-log.ts';
import type { VortexRoutesOptions } from './options.ts';
import { isAppFailure, Refusal } from './refusal.ts';

/** Where the failures of a request go. */
type Told<Req> = Pick<VortexRoutesOptions<Req>, 'logger' | 'onError' | 'rethrow'>;

/** The request that failed, with the framework's log of it. */
type Asked<Req> = Pick<HandlerInput<Req>, 'request' | 'logger'>;

/**
 * The reply for whatever ended a request; tells the log and `onError` what its caller must not be told. With `rethrow`,
 * what the app's own function threw is thrown on instead, and the console is left to the framework.
 */
export async function failureReply<Req>(
  error: unknown,
  { onError, rethrow, logger: given }: Told<Req>,
  { request, logger }: Asked<Req>,
): Promise<ErrorReply> {
  const told: Told<Req> = { onError, rethrow, logger: given ?? logger };
  const refusal = error instanceof Refusal ? error : undefined;
  const reply = refusal?.reply ?? replyFor(error);
  // A request that is refused is no news, nor is a client that has gone; what the app's own functions threw is.
  const isNews = refusal ? reply.status >= 500 : !(error instanceof VortexAbortError);
  const handsOn = rethrow === true && isAppFailure(error);
  if (isNews) await tell(asError(refusal?.cause ?? error), asError(error).message, reply, told, request, handsOn);
  if (handsOn) throw error.cause;
  return reply;
}

type Answer = readonly [status: number, code: VortexErrorCode, message: string];

const KEY_REFUSED: Answer = [502, 'upstream_refused_key', "Vortex refused this server's API key."];
const UNAVAILABLE: Answer = [503, 'upstream_unavailable', 'Vortex is not available; try again later.'];
const NOT_UNDERSTOOD: Answer = [502, 'upstream_unavailable', 'Vortex sent an unexpected response.'];

/** Never the Cloud's own words: they speak to the holder of the key, not to a page. */
const ANSWERS: { readonly [Code in VortexErrorCode]?: Answer } = {
  not_found: [404, 'not_found', 'There is no such invitation.'],
  conflict: [409, 'conflict', "The invitation's state does not allow this."],
  validation_failed: [400, 'validation_failed', 'Vortex rejected the data that was sent.'],
  authentication_failed: KEY_REFUSED,
  permission_denied: KEY_REFUSED,
  rate_limited: UNAVAILABLE,
  server_error: UNAVAILABLE,
  aborted: [503, 'aborted', 'The request was aborted.'],
  timeout: [504, 'upstream_timeout', 'Vortex did not respond in time.'],
  connection_failed: [502, 'upstream_unreachable', 'Vortex could not be reached.'],
  api_error: NOT_UNDERSTOOD,
  invalid_response: NOT_UNDERSTOOD,
  invalid_argument: [400, 'invalid_request', 'The request has an invalid id or scope.'],
};

function replyFor(error: unknown): ErrorReply {
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

async function tell<Req>(
  error: Error,
  sentence: string,
  { status, body: { code } }: ErrorReply,
  options: Told<Req>,
  request: Req,
  handsOn: boolean,
): Promise<void> {
  const message = `A Vortex route answered ${status}: ${sentence}`;
  if (status >= 500) {
    if (!handsOn || options.logger) logFailure(options, { message, code, error });
  } else {
    try {
      if (options.logger) options.logger.warn?.(`${message} (${code})`, { code, error });
    } catch {
      // A logger that fails has nobody to tell.
    }
  }
  try {
    await options.onError?.(error, { code, status, request });
  } catch {
    // So has an onError that fails.
  }
}
