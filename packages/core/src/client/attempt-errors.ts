import { VortexApiError, VortexConnectionError } from './api-errors.ts';
import { describe, type Prepared } from './api-request.ts';
import { redactBody } from './redact.ts';
import { statusError } from './status-error.ts';
import { MAX_REPLY_BYTES, type Reply, requestId } from './transport.ts';

/** The error for an answer whose status is no success. */
export function failedReply(
  { request, apiKey }: Prepared,
  reply: Reply,
  retryAfterMs: number | undefined,
  attempts: number,
): VortexApiError {
  return statusError({
    status: reply.status,
    call: describe(request),
    requestId: requestId(reply),
    location: reply.headers.get('location') ?? undefined,
    retryAfter: retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000),
    attempts,
    body: redactBody(reply.text, apiKey),
  });
}

/** The error for a success whose body is no JSON. */
export function notJson({ request, apiKey }: Prepared, reply: Reply, attempts: number): VortexApiError {
  const { status, headers, text } = reply;
  const type = headers.get('content-type')?.slice(0, 100);
  const kind = type ? `"${type}"` : 'a body without a content type';
  return new VortexApiError(
    'invalid_response',
    `${describe(request)} was answered with status ${status} and ${kind} that is not JSON. Check that baseUrl is the root of a Vortex API and ` +
      'that no proxy or login page answers in its place.',
    { status, requestId: requestId(reply), attempts, body: redactBody(text.slice(0, 2000), apiKey) },
  );
}

/** The error for a success whose body does not end. */
export function tooLarge({ request }: Prepared, attempts: number): VortexApiError {
  const limit = `${MAX_REPLY_BYTES / 1024 / 1024} MiB`;
  const message = `${describe(request)} was answered with more than ${limit}, which no answer of the Vortex API is; the rest was not read.`;
  return new VortexApiError('invalid_response', message, { attempts });
}

/** The error for an attempt that got no complete answer. */
export function notConnected({ request, url }: Prepared, cause: unknown, attempts: number): VortexConnectionError {
  const { code, cause: inner } = Object(cause) as { code?: unknown; cause?: unknown };
  const reason = [code, (Object(inner) as { code?: unknown }).code].find((value) => typeof value === 'string');
  const message =
    `${describe(request)} got no complete answer from ${new URL(url).origin}${reason ? ` (${reason})` : ''}. ` +
    'Check baseUrl, DNS, proxy and firewall between this server and the API.';
  return new VortexConnectionError('connection_failed', message, { attempts, cause });
}
