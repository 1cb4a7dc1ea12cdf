import { Logger } from '@nestjs/common';
import type { VortexLogger, VortexWebhookOptions } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

const nest = new Logger('VortexModule');

/** Core's diagnostics through Nest's logger, which the app configures. */
export const nestLogger: VortexLogger = {
  warn: (message) => nest.warn(message),
  error: (message, { error } = {}) => nest.error(message, stackOf(error)),
};

/** What a handler has thrown is left to Nest, which logs it as any controller's, unless there is no request any more. */
export function webhookLogger({ background }: VortexWebhookOptions<VortexRequest>): VortexLogger {
  return {
    warn: (message) => nest.warn(message),
    error: (message, details) => {
      if (background || details?.code !== 'handler_failed') nestLogger.error?.(message, details);
    },
  };
}

/** Of what lies at the bottom of it: the connection that failed, say. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
