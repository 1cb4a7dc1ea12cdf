/**
 * Both handlers for any runtime that speaks Fetch: Bun, Deno, Workers, and frameworks whose handlers take a `Request`.
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
 * Answers one request. The second argument is the platform's own: its `waitUntil` is used where it has one, as a
 * Worker's execution context does.
 */
export type FetchHandler<Req extends FetchRequest = Request> = (request: Req, context?: unknown) => Promise<Response>;

/** Answers the event of a framework that keeps the request, and what middleware knows of it, in an object of its own. */
export type FetchEventHandler<Event> = (event: Event) => Promise<Response>;

/** What a handler of events is told beside its other options. */
export interface FetchEventOptions<Event> {
  /** The Fetch request of the framework's event; `authenticate`, rules and event handlers get the event itself. */
  readonly requestOf: (event: Event) => FetchRequest;
}

/** What {@link vortexWebhook} returns: a handler that can be waited for. */
export type FetchWebhook<Handler = FetchHandler> = Handler & {
  /** Resolves when the events that were answered in the background are handled; for an orderly shutdown. */
  drain(): Promise<void>;
};

/**
 * A webhook endpoint for any Fetch runtime. The path is yours to route.
 *
 * @param options - The secret (or `VORTEX_WEBHOOK_SECRET`) and what to do with events.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
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
 * @param options - `authenticate`, and whatever else of {@link VortexRoutesOptions} is needed; `requestOf` where the
 * framework's handlers take an event with the request in it.
 * @throws {VortexConfigError} `invalid_option`, where an option is invalid.
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
