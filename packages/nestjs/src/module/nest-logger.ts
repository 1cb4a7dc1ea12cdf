import { Logger } from '@nestjs/common';
import type { VortexErrorCode, VortexLogger, VortexWebhookOptions } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

const nest = new Logger('VortexModule');

/** What any stranger's request can bring about: worth a line, but with a stack each they would fill the log. */
const REFUSALS: ReadonlySet<unknown> = new Set<VortexErrorCode>([
  'body_too_large',
  'body_unreadable',
  'event_too_old',
  'invalid_event',
  'signature_invalid',
  'signature_missing',
  'signature_repeated',
  'unsupported_content_encoding',
]);

/** Core's diagnostics through Nest's logger, which the app configures. */
export const nestLogger: VortexLogger = {
  warn: (message) => nest.warn(message),
  error: (message, { error } = {}) => nest.error(message, stackOf(error)),
};

/** What a handler has thrown is left to Nest, which logs it as any controller's, unless there is no request any more. */
export function webhookLogger({ background }: VortexWebhookOptions<VortexRequest>): VortexLogger {
  return {
    error: (message, details) => {
      if (REFUSALS.has(details?.code)) nestLogger.warn?.(message);
      else if (background || details?.code !== 'handler_failed') nestLogger.error?.(message, details);
    },
  };
}

/** Of what lies at the bottom of it: the connection that failed, say. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.cause instanceof Error ? error.cause.stack : error.stack;
}
