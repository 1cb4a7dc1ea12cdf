import { type VortexApiError, VortexConnectionError } from '../api-errors.ts';
import { describe, type Prepared } from './api-request.ts';
import { isCertificateError, isUnclear, reachOf, reasonOf } from './connection-failure.ts';
import { outcomeOf } from './outcome.ts';
import type { SafeCause } from './safe-cause.ts';

const LOOPBACK = /(^|\.)localhost$|^127\.|^\[::1]$/;

/**
 * The error for an attempt that got no complete answer.
 *
 * @param unclear - Whether the server may have acted on this attempt or one before.
 */
export function notConnected(request: Prepared, cause: SafeCause, attempts: number, unclear: boolean): VortexApiError {
  const { origin, hostname } = new URL(request.url);
  const { note, idempotencyKey } = outcomeOf(request, unclear);
  const happened = isUnclear(reachOf(cause)) ? 'got no complete response from' : 'could not be sent to';
  const reason = reasonOf(cause);
  const message = `${describe(request)} ${happened} ${origin} (${reason}). ${adviceFor(cause, hostname, reason)}${note}`;
  return new VortexConnectionError('connection_failed', message, { attempts, cause, idempotencyKey });
}

function adviceFor(cause: SafeCause, hostname: string, reason: string): string {
  if (isCertificateError(cause)) return "Check the server's certificate and the CAs that this process trusts.";
  return LOOPBACK.test(hostname) && /refused/i.test(reason)
    ? 'Is the emulator running (npx @vortex/emulator dev)?'
    : 'Check baseUrl, DNS, proxy and firewall.';
}
