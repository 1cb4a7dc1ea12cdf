import type { AbstractHttpAdapter } from '@nestjs/core';

/** The methods by which Nest 10 to 12 gives an adapter its routes. */
const ROUTE_METHODS: readonly string[] = [
  ...['all', 'get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'search', 'query'],
  ...['propfind', 'proppatch', 'mkcol', 'copy', 'move', 'lock', 'unlock'],
];

/** A route that Nest is about to register. */
export interface WatchedRoute {
  /** As Nest has made it: tracing agents wrap what reaches Express and Fastify, which is later. */
  readonly handler: object;
  /** Registers it, with middleware of the route's own where the platform takes some. */
  register(...middleware: unknown[]): unknown;
}

type AnyFunction = (this: unknown, ...values: unknown[]) => unknown;

/** Puts a function around one of an object's methods. */
export function wrapMethod(owner: object, name: string, wrap: (original: AnyFunction) => AnyFunction): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const value = wrap((...values) => Reflect.apply(original, owner, values));
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false });
}

/** Calls `watch` in place of each registration of a route with this adapter. */
export function watchRoutes(adapter: AbstractHttpAdapter, watch: (route: WatchedRoute) => unknown): void {
  for (const name of ROUTE_METHODS) {
    wrapMethod(adapter, name, (original) => (...values) => {
      const handler = values.at(-1);
      // The same names also read a setting of Express': `get('trust proxy')`.
      if (typeof handler !== 'function') return original(...values);
      return watch({
        handler,
        register: (...middleware) => original(...values.slice(0, -1), ...middleware, handler),
      });
    });
  }
}
