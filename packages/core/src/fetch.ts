/**
 * Both handlers for any runtime that speaks Fetch: Bun, Deno, Workers, and frameworks whose handlers take a `Request`.
 *
 * @module
 */
import { DEFAULT_BASE_PATH, outsideBasePath, stripBasePath } from './http/base-path.ts';
import type { HandlerInput } from './http/handler.ts';
import { webInput, webReply } from './http/web-input.ts';
import { checkRoutesOptions } from './routes/check-options.ts';
import { handleRoute } from './routes/handle-route.ts';
import type { VortexRoutesOptions } from './routes/options.ts';
import { checkWebhookOptions, type VortexWebhookOptions } from './webhooks/options.ts';
import { receiveWebhook } from './webhooks/receive.ts';
import { drainWebhooks } from './webhooks/run-handlers.ts';

/**
 * Answers one request. The second argument is the platform's own: its `waitUntil` is used where it has one, as a
 * Worker's execution context does.
 */
export type FetchHandler = (request: Request, context?: unknown) => Promise<Response>;

/** What {@link vortexWebhook} returns: a handler that can be waited for. */
export interface FetchWebhook extends FetchHandler {
  /** Resolves when the events that were answered in the background are handled; for an orderly shutdown. */
  drain(): Promise<void>;
}

/**
 * A webhook endpoint for any Fetch runtime. The path is yours to route.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and what to do with events.
 * @throws {VortexConfigError} `invalid_option`, where an option can't be what it is meant to be.
 * @example
 * const webhook = vortexWebhook({ on: { 'invitation.accepted': async (event) => welcome(event.data) } });
 * Bun.serve({ routes: { '/webhooks/vortex': webhook } });
 * @example
 * Deno.serve((request, info) => webhook(request, info));
 * @example
 * // A Worker: made once, with the secrets of its first request
 * let webhook: FetchHandler | undefined;
 * export default {
 *   fetch(request: Request, env: Env, context: ExecutionContext) {
 *     webhook ??= vortexWebhook({ secret: env.VORTEX_WEBHOOK_SECRET });
 *     return webhook(request, context);
 *   },
 * };
 */
export function vortexWebhook(options: VortexWebhookOptions<Request> = {}): FetchWebhook {
  checkWebhookOptions(options);
  const handler: FetchHandler = async (request, context) =>
    webReply(await receiveWebhook(inputOf(request, '/', context), options));
  return Object.assign(handler, { drain: () => drainWebhooks(options) });
}

/**
 * The routes of a page's Vortex components for any Fetch runtime, below `basePath` (`/api/vortex`).
 *
 * @param options - `authenticate`, and whatever else of {@link VortexRoutesOptions} is needed.
 * @throws {VortexConfigError} `invalid_option`, where an option can't be what it is meant to be.
 * @example
 * const routes = vortexRoutes({ authenticate: (request) => userOf(request) });
 * Bun.serve({ routes: { '/api/vortex/*': routes } });
 */
export function vortexRoutes(options: VortexRoutesOptions<Request>): FetchHandler {
  checkRoutesOptions(options);
  const { basePath = DEFAULT_BASE_PATH } = options;
  return async (request, context) => {
    const { pathname } = new URL(request.url);
    const path = stripBasePath(pathname, basePath);
    if (path === undefined) return webReply(outsideBasePath(pathname, basePath));
    return webReply(await handleRoute(inputOf(request, path, context), options));
  };
}

const READ_BEFORE = 'This Request has been read before: hand the Vortex handler `request.clone()`, or call it first.';

function inputOf(request: Request, path: string, context: unknown): HandlerInput<Request> {
  return webInput(request, { request, path, fix: READ_BEFORE, waitUntil: waitUntilOf(context) });
}

function waitUntilOf(context: unknown): ((work: Promise<unknown>) => void) | undefined {
  if (typeof context !== 'object' || context === null || !('waitUntil' in context)) return undefined;
  const { waitUntil } = context;
  return typeof waitUntil === 'function' ? (work) => waitUntil.call(context, work) : undefined;
}
