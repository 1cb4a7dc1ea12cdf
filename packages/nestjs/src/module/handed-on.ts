import type { VortexRoutesOptions, VortexWebhookOptions } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

/** What the app's own functions bring about by throwing. */
const ROUTE_FAILURES: readonly unknown[] = ['authenticate_failed', 'authorize_failed', 'claims_failed'];

/**
 * Whether what a function of the endpoint's threw goes to the app's exception filters. Of handlers it does unless
 * `rethrow` or `logger` is false: a filter's last resort is Nest's own, and that one logs.
 */
export function webhookHandsOn(options: VortexWebhookOptions<VortexRequest>): (code: unknown) => boolean {
  const { background, logger, rethrow } = options;
  // There is no request any more, and so no filter of it.
  if (background) return () => false;
  const handlers = rethrow ?? logger !== false;
  return (code) => (code === 'handler_failed' ? handlers : rethrow === true && code === 'internal_error');
}

/** Whether what a function of the routes threw goes to the app's exception filters: with `rethrow`. */
export function routesHandOn({ rethrow }: Partial<VortexRoutesOptions<VortexRequest>>): (code: unknown) => boolean {
  return (code) => rethrow === true && ROUTE_FAILURES.includes(code);
}
