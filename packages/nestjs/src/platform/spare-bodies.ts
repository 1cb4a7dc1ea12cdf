import type { AbstractHttpAdapter } from '@nestjs/core';
import { spareBodiesOnExpress } from './spare-on-express.ts';
import { spareBodiesOnFastify } from './spare-on-fastify.ts';

/** By adapter, the controller methods whose routes no body parser touches. */
const spared: WeakMap<AbstractHttpAdapter, Set<object>> = new WeakMap();

/**
 * Keeps body parsers away from every route that takes the raw body. To be called before routes are registered, by each
 * module of the app; once is enough.
 */
export function spareBodies(adapter: AbstractHttpAdapter): void {
  if (spared.has(adapter)) return;
  const methods = new Set<object>();
  spared.set(adapter, methods);
  const platform = adapter.getType();
  if (platform === 'express') spareBodiesOnExpress(adapter, methods);
  if (platform === 'fastify') spareBodiesOnFastify(adapter, methods);
}

/**
 * Whether parsers are kept away from a method's routes. To be asked when all routes are registered; the second time a
 * method is asked for the answer is yes, so that one warning is enough.
 */
export function wasSpared(adapter: AbstractHttpAdapter, method: object): boolean {
  const methods = spared.get(adapter);
  const found = methods?.has(method) ?? true;
  methods?.add(method);
  return found;
}
