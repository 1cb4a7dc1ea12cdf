import type { VortexLogger } from '@vortex/core';
import type { FastifyRequest } from 'fastify';

/**
 * Fastify's logger of a request, with its `reqId`, in the form that core calls. Absent if the app has no logger: nobody
 * chose that silence, so core's own default is better.
 */
export function logOf({ log }: FastifyRequest): VortexLogger | undefined {
  if (log.level === undefined) return undefined;
  return {
    warn: (message, details) => log.warn(named(details), message),
    error: (message, details) => log.error(named(details), message),
  };
}

/** Details first, as Fastify expects, and the error as `err`: under another name its message and stack are lost. */
function named({ error, ...others }: Record<string, unknown> = {}): object {
  return error === undefined ? others : { ...others, err: error };
}
