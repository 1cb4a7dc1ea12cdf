import { VortexApiError } from '../api-errors.ts';
import type { Answered } from './api-reply.ts';
import { describe } from './api-request.ts';
import { requestIdOf } from './transport.ts';

/** The error for a success that does not bring what the API promises: something else stands where the API should. */
export function invalidResponse(
  { request, reply, attempts }: Answered,
  got: string,
  expected = 'JSON',
  body?: unknown,
): VortexApiError {
  const { status } = reply;
  return new VortexApiError(
    'invalid_response',
    `${describe(request)} was answered with ${got} (${status}) instead of ${expected}. ` +
      'Check that baseUrl is the root of a Vortex API, not of a proxy or login page.',
    { status, requestId: requestIdOf(reply), attempts, body },
  );
}
