import { abandonsBody, type HandlerInput, type HandlerReply, nodeInput } from '@vortex/core/adapter';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const RAW_BODY_FIX =
  'Let nothing read request.raw before Vortex: keep body parsers of Express and preParsing hooks away from its path, or ' +
  'have them keep the bytes as request.raw.rawBody.';

/**
 * The request as core's handlers take it. The bytes come from the bare stream, to core's own limit: Fastify's `bodyLimit`
 * is not applied to what no parser reads. Not `request.signal`: Fastify 5 aborts it for each POST that has a body.
 */
export function toInput(request: FastifyRequest, reply: FastifyReply, path?: string): HandlerInput<FastifyRequest> {
  return nodeInput(request.raw, reply.raw, { request, path, fix: RAW_BODY_FIX, host: () => request.host });
}

/** Sends a string: objects would go through the app's serializers and preSerialization hooks. */
export function send(reply: FastifyReply, { status, headers, body }: HandlerReply): FastifyReply {
  const ends = abandonsBody(reply.raw.req, status);
  return reply
    .code(status)
    .headers(ends ? { ...headers, connection: 'close' } : headers)
    .send(JSON.stringify(body));
}

/** Leaves bodies unread in this scope, whatever their type: our readers take them, after the checks that need no body. */
export function leaveBodiesUnread(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}
