import { VortexApiError, type VortexApiErrorDetails } from './api-errors.ts';
import { type ApiRequest, describe } from './api-request.ts';

/** The error for a success that does not bring what the API promises: something else stands where the API should. */
export function invalidResponse(
  request: ApiRequest,
  got: string,
  expected: string,
  details: VortexApiErrorDetails,
): VortexApiError {
  return new VortexApiError(
    'invalid_response',
    `${describe(request)} was answered with ${got} instead of ${expected}. ` +
      'Check that baseUrl is the root of a Vortex API, and no proxy or login page answers in its place.',
    details,
  );
}
