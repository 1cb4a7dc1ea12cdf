import { VortexApiError } from '../api-errors.ts';
import type { Answered } from './api-reply.ts';
import { describe } from './api-request.ts';
import { outcomeOf } from './outcome.ts';
import { requestIdOf } from './request-id.ts';

/** The error for a success that does not bring what the API promises: something else stands where the API should. */
export function invalidResponse(
  { request, reply, attempts }: Answered,
  got: string,
  expected = 'JSON',
  body?: unknown,
): VortexApiError {
  const { status } = reply;
  // A success that can't be read is one for all that anybody knows.
  const { note, idempotencyKey } = outcomeOf(request, true);
  return new VortexApiError(
    'invalid_response',
    `${describe(request)} got ${got} (${status}) instead of ${expected}. ` +
      `Check that baseUrl is the root of a Vortex API, not of a proxy or login page.${note}`,
    { status, requestId: requestIdOf(reply, request), attempts, body, idempotencyKey },
  );
}
