import type { VortexErrorCode } from '../../errors.ts';
import { oneLine } from '../../shared/one-line.ts';
import { parseUrl } from '../../shared/parse-url.ts';
import {
  VortexApiError,
  VortexAuthenticationError,
  VortexConflictError,
  VortexNotFoundError,
  VortexPermissionError,
  VortexRateLimitError,
  VortexServerError,
  VortexValidationError,
} from '../api-errors.ts';
import type { Answered } from './api-reply.ts';
import { describe, type Prepared } from './api-request.ts';
import { outcomeOf } from './outcome.ts';
import { redactLine } from './redact.ts';
import { requestIdOf } from './request-id.ts';
import type { Reply } from './transport.ts';

/** What a status means: the class and code it is thrown as, and what to do next. */
type Meaning = readonly [type: typeof VortexApiError, code: VortexErrorCode, advice: string];

const REFUSED: Meaning = [VortexValidationError, 'validation_failed', 'the data was rejected; see body.'];
const FAILED: Meaning = [VortexServerError, 'server_error', 'the server failed; try again later.'];

/** The one place that decides which class and code a status is. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  400: REFUSED,
  401: [
    VortexAuthenticationError,
    'authentication_failed',
    'check that apiKey (or VORTEX_API_KEY) is complete, belongs to this environment and has not been revoked, and that baseUrl is correct.',
  ],
  403: [
    VortexPermissionError,
    'permission_denied',
    "this API key is not allowed to do this; everything in the request must belong to the key's environment.",
  ],
  404: [VortexNotFoundError, 'not_found', "not found in the API key's environment."],
  409: [VortexConflictError, 'conflict', "the invitation's state does not allow this; read the invitation to see it."],
  422: REFUSED,
  429: [VortexRateLimitError, 'rate_limited', 'too many requests.'],
};

/**
 * The error for an answer whose status is no success.
 *
 * @param body - The answer's, redacted.
 * @param retryAfterMs - For how long the server asks to wait.
 * @param unclear - Whether the server may have acted on this attempt or one before.
 */
export function statusError(
  { request, reply, attempts }: Answered,
  body: unknown,
  retryAfterMs: number | undefined,
  unclear: boolean,
): VortexApiError {
  const { status } = reply;
  const [Type, code, advice] = MEANINGS[status] ?? (status >= 500 ? FAILED : unknown(request, reply));
  const retryAfter = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  const said = serverMessage(body);
  const noRoute = /^Cannot [A-Z]+ \//.test(said) ? ' Check that baseUrl is the root of a Vortex API.' : '';
  const wait = retryAfter === undefined ? '' : ` The server asks to wait ${retryAfter} s.`;
  const tail = said && ` The server said: ${said}`;
  const { note, idempotencyKey } = outcomeOf(request, unclear);
  return new Type(code, `${describe(request)} failed with ${status}: ${advice}${noRoute}${wait}${note}${tail}`, {
    status,
    requestId: requestIdOf(reply, request),
    idempotencyKey,
    attempts,
    body,
    retryAfter,
  });
}

function unknown(request: Prepared, { status, headers }: Reply): Meaning {
  // 0 is what browsers' `fetch` makes of a redirect it was told not to follow.
  if (status >= 400 || (status > 0 && status < 300)) return [VortexApiError, 'api_error', 'an unexpected status.'];
  // Its origin only: a query may carry what the sender of the redirect wants to leak.
  const target = parseUrl(headers.get('location') ?? '')?.origin;
  return [
    VortexApiError,
    'api_error',
    `a redirect${target ? ` to ${redactLine(target, request)}` : ''}, which is not followed. Set baseUrl to the address that answers.`,
  ];
}

/** What the server says about the error, as Nest-style bodies hold it (docs/protocol.md §3.9), in 200 characters. */
function serverMessage(body: unknown): string {
  const { message, error } = Object(body) as { message?: unknown; error?: unknown };
  const found = Array.isArray(message)
    ? message.filter((item) => typeof item === 'string').join('; ')
    : (message ?? error);
  if (typeof found !== 'string') return '';
  const line = oneLine(found);
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
