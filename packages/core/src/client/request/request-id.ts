import type { Prepared } from './api-request.ts';
import { redactLine } from './redact.ts';
import type { Reply } from './transport.ts';

/** The server's name for the exchange, under the names such headers have. */
export function requestIdOf({ headers }: Reply, request: Prepared): string | undefined {
  const id = headers.get('x-request-id') ?? headers.get('x-correlation-id') ?? headers.get('cf-ray');
  return id === null ? undefined : redactLine(id, request).slice(0, 200);
}
