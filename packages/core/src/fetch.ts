/**
 * Both handlers for any runtime that speaks Fetch: Bun, Deno, Workers, and frameworks whose handlers take a `Request`.
 *
 * @module
 */
import { DEFAULT_BASE_PATH, stripBasePath } from './http/base-path.ts';
import { type BodySource, errorReply, type HandlerInput, type HandlerReply } from './http/handler.ts';
import { webBody } from './http/web-body.ts';
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
    toResponse(await receiveWebhook(new FetchInput(request, new URL(request.url), '/', context), options));
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
    const url = new URL(request.url);
    const path = stripBasePath(url.pathname, basePath);
    if (path === undefined) {
      return toResponse(
        errorReply(404, 'route_not_found', `There is no Vortex route outside ${basePath} (see basePath).`),
      );
    }
    return toResponse(await handleRoute(new FetchInput(request, url, path, context), options));
  };
}

const READ_BEFORE = 'This Request has been read before: hand the Vortex handler `request.clone()`, or call it first.';

/** The request as the handlers take it. A class: an object with a getter of its own outlives its request. */
class FetchInput implements HandlerInput<Request> {
  readonly request: Request;
  readonly path: string;
  readonly query: string;
  readonly waitUntil: HandlerInput['waitUntil'];

  constructor(request: Request, url: URL, path: string, context: unknown) {
    this.request = request;
    this.path = path;
    this.query = url.search.slice(1);
    this.waitUntil = waitUntilOf(context);
  }

  get method(): string {
    return this.request.method;
  }

  get body(): BodySource {
    return webBody(this.request, READ_BEFORE);
  }

  // Deno aborts it after every answer, and warns whoever looks at it.
  get signal(): AbortSignal | undefined {
    return 'Deno' in globalThis ? undefined : this.request.signal;
  }

  readonly header = (name: string): string | undefined => this.request.headers.get(name) ?? undefined;
}

function waitUntilOf(context: unknown): ((work: Promise<unknown>) => void) | undefined {
  if (typeof context !== 'object' || context === null || !('waitUntil' in context)) return undefined;
  const { waitUntil } = context;
  return typeof waitUntil === 'function' ? (work) => waitUntil.call(context, work) : undefined;
}

function toResponse({ status, headers, body }: HandlerReply): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
