import { BadRequestException } from '@nestjs/common';

/** A text from the request's JSON body. */
export function textOf(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new BadRequestException({ error: `"${name}" is missing.`, code: 'invalid_request' });
}
