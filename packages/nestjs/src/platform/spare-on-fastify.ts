import type { IncomingHttpHeaders } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { rawBodyMethod } from './raw-body.ts';
import { watchRoutes } from './watch-routes.ts';

interface FastifyApp {
  addHook(name: 'onRoute', hook: (route: FastifyRoute) => void): unknown;
}

interface FastifyRoute {
  onRequest?: unknown;
  preValidation?: unknown;
}

interface FastifyRequest {
  /** Setting it lays headers over those of the bare request, and `undefined` takes them away again. */
  headers: IncomingHttpHeaders | undefined;
}

/** What Fastify decides by whether to parse. */
const NO_BODY: IncomingHttpHeaders = {
  'content-type': undefined,
  'content-length': undefined,
  'transfer-encoding': undefined,
};

/**
 * On Fastify: our routes are not parsed. To be called before routes are registered. Fastify can't be told so for one
 * route; but it does not parse what has neither type nor length, so these are not there while it looks.
 */
export function spareBodiesOnFastify(adapter: AbstractHttpAdapter, spared: Set<object>): void {
  // Fastify calls its hooks for a route while it is being registered.
  let current: object | undefined;
  watchRoutes(adapter, ({ handler, register }) => {
    current = rawBodyMethod(handler);
    try {
      return register();
    } finally {
      current = undefined;
    }
  });
  adapter.getInstance<FastifyApp>().addHook('onRoute', (route) => {
    if (!current) return;
    spared.add(current);
    route.onRequest = [route.onRequest ?? [], hideHeaders].flat();
    route.preValidation = [restoreHeaders, route.preValidation ?? []].flat();
  });
}

function hideHeaders(request: FastifyRequest, _reply: unknown, done: () => void): void {
  request.headers = NO_BODY;
  done();
}

function restoreHeaders(request: FastifyRequest, _reply: unknown, done: () => void): void {
  request.headers = undefined;
  done();
}
