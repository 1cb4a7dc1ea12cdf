import type { VortexError } from '../errors.ts';
import { asError, type WebhookErrorContext } from './handlers.ts';
import type { VortexWebhookOptions } from './options.ts';

/**
 * Tells `onError` and the logger about a failure. For a handler's failure `onError` gets what the handler threw. Never
 * rejects: a fault while reporting must not change the answer.
 */
export async function report<Req>(
  options: VortexWebhookOptions<Req>,
  error: VortexError,
  seen: Omit<WebhookErrorContext<Req>, 'code'>,
): Promise<void> {
  const { code } = error;
  const told = code === 'handler_failed' || code === 'internal_error' ? asError(error.cause) : error;
  try {
    options.logger?.error?.(`Vortex webhook: ${error.message}`, { code, event: seen.event?.id, error: told });
  } catch {
    // A logger that fails has nobody to tell.
  }
  try {
    await options.onError?.(told, { ...seen, code });
  } catch {
    // So has an onError that fails.
  }
}
