import { type HandlerInput, webInput } from '@vortex/core/adapter';
import { after } from 'next/server.js';

/** Responds to one request. Next passes `{ params }` as the second argument; in a test it can be left out. */
export type RouteHandler<Req extends Request = Request> = (request: Req, context?: unknown) => Promise<Response>;

/** One handler under the name of every method, for the exports of a `route.ts`. */
export interface RouteHandlers<Req extends Request = Request> {
  readonly GET: RouteHandler<Req>;
  readonly HEAD: RouteHandler<Req>;
  readonly POST: RouteHandler<Req>;
  readonly PUT: RouteHandler<Req>;
  readonly PATCH: RouteHandler<Req>;
  readonly DELETE: RouteHandler<Req>;
  readonly OPTIONS: RouteHandler<Req>;
}

/** The handler for every method, so that wrong methods get the same response as in other frameworks. */
export function forAllMethods<Req extends Request>(handler: RouteHandler<Req>): RouteHandlers<Req> {
  return {
    GET: handler,
    HEAD: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
    OPTIONS: handler,
  };
}

/** The request as core's handlers take it. */
export function toInput<Req extends Request>(request: Req, path?: string): HandlerInput<Req> {
  return webInput(request, { request, path, waitUntil: (work) => after(work), isControlFlow });
}

/**
 * Whether an error is how Next redirects, answers with 404, or learns that something is dynamic. Told by its `digest`:
 * Next's own test for it, in `next/navigation.js`, can't be bundled into a route handler.
 */
export function isControlFlow(error: unknown): boolean {
  const { digest } = (error ?? {}) as { digest?: unknown };
  return (
    typeof digest === 'string' &&
    /^(?:NEXT_|DYNAMIC_SERVER_USAGE|HANGING_PROMISE_REJECTION|BAILOUT_TO_CLIENT_SIDE_RENDERING)/.test(digest)
  );
}
