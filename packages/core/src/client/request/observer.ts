import type { VortexError } from '../../errors.ts';
import { monotonic } from '../../shared/monotonic.ts';
import type { Settings } from '../settings.ts';
import type { VortexRequestInfo } from '../types/options.ts';
import { describe, type Prepared } from './api-request.ts';
import { requestIdOf } from './request-id.ts';
import type { Reply } from './transport.ts';

/** Tells a call's attempts to the hooks and the logger. What either throws ends there. */
export interface Observer {
  request(attempt: number): void;
  response(attempt: number, reply: Reply): void;
  retry(attempt: number, error: VortexError, delayMs: number): void;
}

/** @returns `undefined` where nobody is to be told. */
export function observer(
  { onRequest, onResponse, onRetry, logger }: Settings,
  request: Prepared,
): Observer | undefined {
  if (!onRequest && !onResponse && !onRetry && !logger) return undefined;
  const { method, url, idempotencyKey } = request;
  // The log gets no query: it may hold an email address.
  const call = describe(request);
  let startedAt = 0;

  /** Awaited, so that an async hook's failure is no unhandled rejection of the user's process. */
  const tell = (run: () => unknown) => {
    const failed = (error: unknown) => logger?.error?.('A hook of the Vortex client failed.', { error });
    // A logger that throws has no one left to tell.
    (async () => run())()
      .catch(failed)
      .catch(() => {});
  };
  const info = (attempt: number): VortexRequestInfo => ({ method, url, attempt, idempotencyKey });

  return {
    request(attempt) {
      startedAt = monotonic();
      tell(() => onRequest?.(info(attempt)));
    },
    response(attempt, reply) {
      const durationMs = Math.round(monotonic() - startedAt);
      const answer = { status: reply.status, requestId: requestIdOf(reply, request), durationMs };
      tell(() => onResponse?.({ ...info(attempt), ...answer }));
      tell(() => logger?.debug?.('Vortex API responded.', { call, attempt, ...answer }));
    },
    retry(attempt, error, delayMs) {
      const details = { call, attempt, code: error.code, delayMs: Math.round(delayMs) };
      tell(() => onRetry?.({ ...info(attempt), error, delayMs }));
      tell(() => logger?.warn?.('Vortex API call failed and will be retried.', details));
    },
  };
}
