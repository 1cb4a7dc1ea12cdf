import { VortexConfigError } from '@vortex/core';
import type { FastifyInstance, FastifySchema } from 'fastify';

/** Keeps the routes out of the app's OpenAPI document. The word is @fastify/swagger's, and typed only where it is there. */
export const hidden: FastifySchema & { readonly hide: boolean } = { hide: true };

/** Fastify would say FST_ERR_DUPLICATED_ROUTE, of a route that nobody has written. */
export function requireFree(scope: FastifyInstance, path: string, plugin: string, cure: string): void {
  const url = `${scope.prefix}${path}`;
  if (!scope.hasRoute({ method: 'POST', url })) return;
  throw new VortexConfigError(
    'invalid_option',
    `There is already a route POST ${url}: register ${plugin} once, or ${cure}.`,
  );
}
