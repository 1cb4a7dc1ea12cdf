/**
 * Both handlers for any runtime with the Fetch API: Bun, Deno, Workers, and frameworks whose handlers take a `Request`.
 *
 * @module
 */
import { VortexConfigError } from './errors.ts';
import type { FetchRequest } from './http/fetch-request.ts';
import type { HandlerInput } from './http/handler.ts';
import { webInput, webReply } from './http/web-input.ts';
import { checkRoutesOptions } from './routes/check-options.ts';
import { handleRoute } from './routes/handle-route.ts';
import type { VortexRoutesOptions } from './routes/options.ts';
import { isRecord } from './shared/checks/is-record.ts';
import { checkWebhookOptions, type VortexWebhookOptions } from './webhooks/options.ts';
import { receiveWebhook } from './webhooks/receive.ts';
import { drainWebhooks } from './webhooks/run-handlers.ts';

export type { ByteStream, FetchRequest } from './http/fetch-request.ts';

/**
 * Responds to one request. The second argument is the platform's own context; its `waitUntil` is used if it has one, as
 * a Worker's execution context does.
 */
export type FetchHandler<Req extends FetchRequest = Request> = (request: Req, context?: unknown) => Promise<Response>;

/** Responds to the event of a framework that keeps the request and what middleware knows about it in its own object. */
export type FetchEventHandler<Event> = (event: Event) => Promise<Response>;

/** The additional option of a handler that takes a framework's event. */
export interface FetchEventOptions<Event> {
  /** The Fetch request of the framework's event; `authenticate`, rules and event handlers get the event itself. */
  readonly requestOf: (event: Event) => FetchRequest;
}

/** The handler that {@link vortexWebhook} returns. */
export type FetchWebhook<Handler = FetchHandler> = Handler & {
  /** Resolves when all events in the background are handled. Call it before the process exits. */
  drain(): Promise<void>;
};

/**
 * A webhook endpoint for any Fetch runtime. You route its path.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and the event handlers.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
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
 * @example
 * // A framework's own event, here SvelteKit's, in src/routes/webhooks/vortex/+server.ts
 * export const fallback = vortexWebhook<RequestEvent>({
 *   requestOf: (event) => event.request,
 *   waitUntil: (event) => (work) => event.platform?.context.waitUntil(work),
 * });
 */
export function vortexWebhook<Event>(
  options: VortexWebhookOptions<Event> & FetchEventOptions<Event>,
): FetchWebhook<FetchEventHandler<Event>>;
export function vortexWebhook<Req extends FetchRequest = Request>(
  options?: VortexWebhookOptions<Req>,
): FetchWebhook<FetchHandler<Req>>;
export function vortexWebhook<Event>(
  given: VortexWebhookOptions<Event> & Partial<FetchEventOptions<Event>> = {},
): FetchWebhook<(event: Event, context?: unknown) => Promise<Response>> {
  const { requestOf, options } = withoutRequestOf<Event, VortexWebhookOptions<Event>>(given);
  checkWebhookOptions(options);
  const handler = async (event: Event, context?: unknown): Promise<Response> =>
    webReply(await receiveWebhook(inputOf(requestOf(event), event, context), options));
  return Object.assign(handler, { drain: () => drainWebhooks(options) });
}

/**
 * The routes of a page's Vortex components for any Fetch runtime, below `basePath` (`/api/vortex`).
 *
 * @param options - `authenticate` and any other {@link VortexRoutesOptions}; `requestOf` if the framework's handlers
 *   take an event with the request in it.
 * @throws {VortexConfigError} `invalid_option` for an invalid option.
 * @example
 * const routes = vortexRoutes({ authenticate: (request) => userOf(request) });
 * Bun.serve({ routes: { '/api/vortex/*': routes } });
 * @example
 * // A framework's own event, here SvelteKit's, in src/routes/api/vortex/[...path]/+server.ts
 * export const fallback = vortexRoutes<RequestEvent>({
 *   requestOf: (event) => event.request,
 *   authenticate: (event) => event.locals.user,
 * });
 */
export function vortexRoutes<Event>(
  options: VortexRoutesOptions<Event> & FetchEventOptions<Event>,
): FetchEventHandler<Event>;
export function vortexRoutes<Req extends FetchRequest = Request>(options: VortexRoutesOptions<Req>): FetchHandler<Req>;
export function vortexRoutes<Event>(
  given: VortexRoutesOptions<Event> & Partial<FetchEventOptions<Event>>,
): (event: Event, context?: unknown) => Promise<Response> {
  const { requestOf, options } = withoutRequestOf<Event, VortexRoutesOptions<Event>>(given);
  checkRoutesOptions(options);
  return async (event, context) => webReply(await handleRoute(inputOf(requestOf(event), event, context), options));
}

/** The option that is ours, and core's, which have an object of their own: what lives between requests hangs on it. */
function withoutRequestOf<Event, Options extends object>(
  given: Options & Partial<FetchEventOptions<Event>>,
): { readonly requestOf: (event: Event) => FetchRequest; readonly options: Options } {
  // Core refuses what is not an options object.
  if (!isRecord(given) || given.requestOf === undefined) return { requestOf: itself, options: given };
  const { requestOf, ...options } = given;
  return { requestOf, options: options as Options & object };
}

/** The event of a handler that is given the request itself. */
function itself(event: unknown): FetchRequest {
  if (typeof event === 'object' && event !== null && 'url' in event && 'headers' in event) return event as FetchRequest;
  throw new VortexConfigError(
    'invalid_option',
    'The handler was called with something that is not a Fetch request. Say where the request is: requestOf: (event) => event.request.',
  );
}

function inputOf<Event>(request: FetchRequest, event: Event, context: unknown): HandlerInput<Event> {
  return webInput(request, { request: event, waitUntil: waitUntilOf(context) });
}

function waitUntilOf(context: unknown): ((work: Promise<unknown>) => void) | undefined {
  if (typeof context !== 'object' || context === null || !('waitUntil' in context)) return undefined;
  const { waitUntil } = context;
  return typeof waitUntil === 'function' ? (work) => waitUntil.call(context, work) : undefined;
}
