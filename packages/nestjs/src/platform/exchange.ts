import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';
import {
  abandonsBody,
  type BodySource,
  type HandlerInput,
  type HandlerReply,
  nodeHeader,
  nodeInput,
  RawBodyUnavailable,
} from '@vortex/core/adapter';

const RAW_BODY_FIX =
  'Create the app with NestFactory.create(AppModule, { rawBody: true }), and keep your own middleware that reads ' +
  'bodies away from this path.';

/** What the requests of both platforms have in common: an Express `Request` and a `FastifyRequest` are ones. */
export interface VortexRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly hostname: string;
}

/** What we look at beyond that, where it is there. */
interface PlatformRequest extends VortexRequest {
  readonly raw?: IncomingMessage;
  readonly rawBody?: unknown;
  readonly body?: unknown;
}

/** What the responses of both platforms have in common. */
export interface PlatformResponse {
  readonly raw?: ServerResponse;
  status(code: number): unknown;
  header(name: string, value: string): unknown;
  /** Fastify's way of sending a body. */
  send?(body: unknown): unknown;
  /** Express' way of sending one. */
  json?(body: unknown): unknown;
}

/** Converts the request to the input of core's handlers. */
export function toInput(req: VortexRequest, res: PlatformResponse, path: string): HandlerInput<VortexRequest> {
  return nodeInput(incoming(req), res.raw ?? (res as PlatformResponse & ServerResponse), {
    request: req,
    path,
    fix: RAW_BODY_FIX,
    body: bodyOf(req),
    host: () => hostOf(req),
    // Nest responds to an exception such as the `UnauthorizedException` of the app's `authenticate`.
    isControlFlow: (error) => error instanceof HttpException,
  });
}

/** Sets status and headers, and returns the body for Nest to send. */
export function toOutput(req: VortexRequest, res: PlatformResponse, { status, headers, body }: HandlerReply): unknown {
  res.status(status);
  // The type of JSON is the platform's to set: told, it would only look at it again.
  for (const name in headers) if (name !== 'content-type') res.header(name, headers[name] ?? '');
  if (abandonsBody(incoming(req), status)) res.header('connection', 'close');
  return body;
}

function incoming(req: VortexRequest): IncomingMessage {
  return (req as PlatformRequest).raw ?? (req as VortexRequest & IncomingMessage);
}

/** The body where the platform keeps it; `undefined` where the bare request has it. */
function bodyOf(req: VortexRequest): BodySource | undefined {
  const { raw, rawBody, body } = req as PlatformRequest;
  if (ArrayBuffer.isView(rawBody)) return rawBody as Uint8Array;
  // Fastify keeps what it has parsed on its own request, where the bare one does not show it.
  if (raw && body !== undefined) return () => Promise.reject(new RawBodyUnavailable(RAW_BODY_FIX, body));
  return undefined;
}

/**
 * The host the browser has asked for: where the platform trusts its proxy, `hostname` is no longer that of `Host`. Of
 * several proxies' hosts Express takes the first and Fastify the last.
 */
function hostOf(req: VortexRequest): string | undefined {
  const hostname = withoutPort(req.hostname);
  const forwarded = nodeHeader(req, 'x-forwarded-host')?.split(',') ?? [];
  return forwarded.map((host) => host.trim()).find((host) => withoutPort(host) === hostname) ?? req.headers.host;
}

function withoutPort(host: string | undefined): string | undefined {
  return host?.replace(/:\d+$/, '');
}
