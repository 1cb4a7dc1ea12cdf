import { type VortexApiError, VortexConnectionError } from './api-errors.ts';
import { describe, type Prepared } from './api-request.ts';
import { errorCodes } from './error-codes.ts';
import { invalidResponse } from './invalid-response.ts';
import { redactBody } from './redact.ts';
import { statusError } from './status-error.ts';
import { MAX_REPLY_BYTES, type Reply } from './transport.ts';

/** The error for an answer whose status is no success. */
export function failedReply(
  { request, apiKey }: Prepared,
  { status, requestId, headers, text }: Reply,
  retryAfterMs: number | undefined,
  attempts: number,
): VortexApiError {
  return statusError({
    status,
    call: describe(request),
    requestId,
    location: headers.get('location') ?? undefined,
    retryAfter: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
    attempts,
    body: redactBody(text, apiKey),
  });
}

/** The error for a success whose body is no JSON. */
export function notJson({ request, apiKey }: Prepared, reply: Reply, attempts: number): VortexApiError {
  const { status, requestId, headers, text } = reply;
  const type = headers.get('content-type')?.slice(0, 100) ?? 'a body without a type';
  const body = redactBody(text.slice(0, 2000), apiKey);
  return invalidResponse(request, `${type} (${status})`, 'JSON', {
    status,
    requestId,
    attempts,
    body,
  });
}

/** The error for a success whose body does not end. */
export function tooLarge({ request }: Prepared, attempts: number): VortexApiError {
  return invalidResponse(request, `more than ${MAX_REPLY_BYTES / 2 ** 20} MiB`, 'JSON', { attempts });
}

/** The error for an attempt that got no complete answer. */
export function notConnected({ request, url }: Prepared, cause: unknown, attempts: number): VortexConnectionError {
  const [reason] = errorCodes(cause);
  const message =
    `${describe(request)} got no complete answer from ${new URL(url).origin}${reason ? ` (${reason})` : ''}. ` +
    'Check baseUrl, DNS, proxy and firewall.';
  return new VortexConnectionError('connection_failed', message, { attempts, cause });
}
