import type { VortexError } from '../errors.ts';
import { describe, type Prepared } from './api-request.ts';
import type { Settings } from './settings.ts';
import { type Reply, requestId } from './transport.ts';
import type { VortexRequestInfo } from './types/options.ts';

/** Tells a call's attempts to the hooks and the logger. What either throws ends there. */
export interface Observer {
  request(attempt: number): void;
  response(attempt: number, reply: Reply): void;
  retry(attempt: number, error: VortexError, delayMs: number): void;
}

const SILENT: Observer = { request: () => {}, response: () => {}, retry: () => {} };

export function observer({ hooks, logger }: Settings, { request, url, idempotencyKey }: Prepared): Observer {
  const { onRequest, onResponse, onRetry } = hooks;
  if (!onRequest && !onResponse && !onRetry && !logger) return SILENT;
  const { method } = request;
  // The log gets no query: it may hold an email address.
  const call = describe(request);
  let startedAt = 0;

  const tell = (run: () => unknown) => {
    try {
      const result = run();
      // An async hook's failure would otherwise be an unhandled rejection of the user's process.
      if (result instanceof Promise) result.catch(complain);
    } catch (error) {
      complain(error);
    }
  };
  const complain = (error: unknown) => {
    try {
      logger?.error?.('A hook of the Vortex client failed.', { error });
    } catch {
      // A logger that throws has no one left to tell.
    }
  };
  const info = (attempt: number): VortexRequestInfo => ({ method, url, attempt, idempotencyKey });

  return {
    request(attempt) {
      startedAt = Date.now();
      if (onRequest) tell(() => onRequest(info(attempt)));
    },
    response(attempt, reply) {
      const { status } = reply;
      const id = requestId(reply);
      const durationMs = Date.now() - startedAt;
      if (onResponse) tell(() => onResponse({ ...info(attempt), status, requestId: id, durationMs }));
      if (logger)
        tell(() => logger.debug?.('Vortex API answered.', { call, status, attempt, requestId: id, durationMs }));
    },
    retry(attempt, error, delayMs) {
      if (onRetry) tell(() => onRetry({ ...info(attempt), error, delayMs }));
      if (logger) {
        const details = { call, attempt, code: error.code, delayMs: Math.round(delayMs) };
        tell(() => logger.warn?.('Vortex API call failed and will be repeated.', details));
      }
    },
  };
}
