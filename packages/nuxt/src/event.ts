import {
  abandonsBody,
  type BodyReader,
  BodyTooLarge,
  type HandlerInput,
  type HandlerReply,
  type NodeIncoming,
  type NodeIncomingState,
  type NodeResponse,
  nodeInput,
  webInput,
  webReply,
} from '@vortex/core/adapter';
import type { FetchRequest } from '@vortex/core/fetch';
import { bindingOf } from './binding.ts';

/**
 * The part of an `H3Event` that is used, of h3 1 (Nuxt 4, Nitro 2) or h3 2 (Nitro 3). In your own functions, use the
 * framework's type.
 */
export interface NitroEvent {
  /** The path and query of the request, still percent-encoded. */
  readonly path: string;
  /** In h3 2 the Fetch request. */
  readonly req?: unknown;
  /** In h3 1, Node's request and response, or another platform's imitation of them. */
  readonly node?: unknown;
  /** Data of middleware about the request. */
  readonly context: object;
  /** The platform's function that keeps the process alive for work after the response. */
  readonly waitUntil?: unknown;
}

/** The result of a handler: a string in h3 1, whose event already has status and headers, or a `Response` in h3 2. */
export type NitroReply = string | Response;

/** A handler for Nitro. Mount it for every method. */
export type NitroHandler<Event> = (event: Event) => Promise<NitroReply>;

interface NodeExchange {
  readonly req: NodeIncoming & NodeIncomingState;
  readonly res: NodeResponse;
}

const FIX =
  'Middleware must not read the body before Vortex, except with readBody or readRawBody of h3 1, which keep the bytes.';

/** The address that was asked for, without its query. h3 1 decodes a part of `path`, and keeps the whole beside it. */
export function pathnameOf({ path, node }: NitroEvent): string {
  const { originalUrl = path } = ((node ?? {}) as { readonly req?: { readonly originalUrl?: string } }).req ?? {};
  return originalUrl.split('?', 1)[0] ?? '/';
}

/** The event as core's handlers take it. */
export function toInput<Event extends NitroEvent>(event: Event, path?: string): HandlerInput<Event> {
  const shared = {
    request: event,
    path,
    fix: FIX,
    variable: (name: string) => bindingOf(event, name),
    waitUntil: waitUntilOf(event),
  };
  if (isFetchRequest(event.req)) return webInput(event.req, shared);
  const { req, res } = event.node as NodeExchange;
  return nodeInput(req, res, { ...shared, body: keptByH3(req) });
}

/** The answer as the framework takes it. h3 1 sends it, so that its hooks and the app's headers still apply. */
export function toReply(event: NitroEvent, reply: HandlerReply): NitroReply {
  if (isFetchRequest(event.req)) return webReply(reply);
  const { req, res } = event.node as NodeExchange;
  res.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers)) res.setHeader(name, value);
  if (abandonsBody(req, reply.status)) res.setHeader('connection', 'close');
  return JSON.stringify(reply.body);
}

function isFetchRequest(request: unknown): request is FetchRequest {
  return typeof (request as Partial<FetchRequest> | undefined)?.headers?.get === 'function';
}

/** Where `readBody` and `readRawBody` of h3 1 keep the bytes; the stream has been read then. */
const KEPT: unique symbol = Symbol.for('h3RawBody') as never;

function keptByH3(req: object): BodyReader | undefined {
  const { [KEPT]: kept } = req as { readonly [KEPT]?: PromiseLike<Uint8Array> };
  if (kept === undefined) return undefined;
  return async (limit) => {
    const bytes = await kept;
    if (bytes.byteLength > limit) throw new BodyTooLarge();
    return bytes;
  };
}

function waitUntilOf(event: NitroEvent): ((work: Promise<unknown>) => void) | undefined {
  const { waitUntil } = event;
  return typeof waitUntil === 'function' ? (work) => waitUntil.call(event, work) : undefined;
}
