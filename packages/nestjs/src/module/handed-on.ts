import type { VortexRoutesOptions, VortexWebhookOptions } from '@vortex/core';
import { ROUTE_APP_FAILURES, WEBHOOK_APP_FAILURES } from '@vortex/core/adapter';
import type { VortexRequest } from '../platform/exchange.ts';

/**
 * Whether what a function of the endpoint's threw goes to the app's exception filters. Of handlers it does unless
 * `rethrow` or `logger` is false: a filter's last resort is Nest's own, and that one logs.
 */
export function webhookHandsOn(options: VortexWebhookOptions<VortexRequest>): (code: unknown) => boolean {
  const { background, logger, rethrow } = options;
  // There is no request any more, and so no filter of it.
  if (background) return () => false;
  const handlers = rethrow ?? logger !== false;
  const others = handsOn(WEBHOOK_APP_FAILURES, rethrow === true);
  return (code) => (code === 'handler_failed' ? handlers : others(code));
}

/** Whether what a function of the routes threw goes to the app's exception filters: with `rethrow`. */
export function routesHandOn({ rethrow }: Partial<VortexRoutesOptions<VortexRequest>>): (code: unknown) => boolean {
  return handsOn(ROUTE_APP_FAILURES, rethrow === true);
}

function handsOn(codes: readonly unknown[], rethrow: boolean): (code: unknown) => boolean {
  return (code) => rethrow && codes.includes(code);
}
