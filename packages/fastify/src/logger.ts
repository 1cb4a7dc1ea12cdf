import type { VortexLogger } from '@vortex/core';
import type { FastifyRequest } from 'fastify';

/**
 * Fastify's log of a request, with its `reqId`, as core calls it. Absent where the app has no logger, whose silence nobody
 * has chosen: core's own default is better then.
 */
export function logOf({ log }: FastifyRequest): VortexLogger | undefined {
  if (log.level === undefined) return undefined;
  return {
    warn: (message, details) => log.warn(named(details), message),
    error: (message, details) => log.error(named(details), message),
  };
}

/** Details first, as Fastify has it, and the error as `err`: under any other name its message and stack are lost. */
function named({ error, ...others }: Record<string, unknown> = {}): object {
  return error === undefined ? others : { ...others, err: error };
}
