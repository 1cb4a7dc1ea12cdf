import { Refused } from './refused.ts';

/** A text from the request's JSON body. */
export function textOf(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value !== 'string' || value === '') throw new Refused(400, 'invalid_request', `"${name}" is missing.`);
  return value;
}
