import { isVortexError } from '@vortex/express';
import type { Request } from 'express';
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
export function refusal(error: unknown, cloudUrl: string): Refused {
  if (error instanceof Refused) return error;
  if (isVortexError(error, 'not_found')) return new Refused(404, 'not_found', 'There is no such invitation.');
  if (isVortexError(error, 'invalid_argument')) return new Refused(400, 'invalid_request', error.message);
  if (isVortexError(error)) return new Refused(502, error.code, cloudTrouble(error, cloudUrl));
  // What a body parser throws carries its own status.
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500
    ? new Refused(status, 'invalid_request', 'The request could not be read.')
    : new Refused(500, 'internal_error', 'Something went wrong in the app; see its terminal.');
}

/** A text from the request's JSON body. */
export function bodyText(req: Request, name: string): string {
  const body: unknown = req.body;
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value !== 'string' || value === '') throw new Refused(400, 'invalid_request', `"${name}" is missing.`);
  return value;
}
