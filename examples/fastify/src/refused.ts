import { isVortexError } from '@vortex/fastify';
import { cloudTrouble } from './cloud.ts';

/** An answer of the app's own API that is not a success. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What to answer when a route throws. */
export function refusal(error: unknown, vortexUrl: string): Refused {
  if (error instanceof Refused) return error;
  if (isVortexError(error, 'not_found')) return new Refused(404, 'not_found', 'There is no such invitation.');
  if (isVortexError(error, 'invalid_argument')) return new Refused(400, 'invalid_request', error.message);
  if (isVortexError(error)) return new Refused(502, error.code, cloudTrouble(error, vortexUrl));
  // What Fastify throws carries its own status.
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 415) {
    return new Refused(415, 'unsupported_content_type', 'Send JSON, with Content-Type: application/json.');
  }
  return status >= 400 && status < 500
    ? new Refused(status, 'invalid_request', 'The request could not be read.')
    : new Refused(500, 'internal_error', 'Something went wrong in the app; see its terminal.');
}
