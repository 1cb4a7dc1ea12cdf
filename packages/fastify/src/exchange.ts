import { abandonsBody, type HandlerInput, type HandlerReply, nodeInput } from '@vortex/core/adapter';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logOf } from './logger.ts';

const RAW_BODY_FIX =
  'Let nothing read request.raw before Vortex: keep body parsers of Express and preParsing hooks away from its path, or ' +
  'have them keep the bytes as request.raw.rawBody.';

/**
 * The request as core's handlers take it. The bytes come from the bare stream, to core's own limit: Fastify's `bodyLimit`
 * is not applied to what no parser reads. Not `request.signal`: Fastify 5 aborts it for each POST that has a body.
 */
export function toInput(request: FastifyRequest, reply: FastifyReply): HandlerInput<FastifyRequest> {
  const logger = () => logOf(request);
  return nodeInput(request.raw, reply.raw, { request, fix: RAW_BODY_FIX, host: () => request.host, logger });
}

/** Sends a string: objects would go through the app's serializers and preSerialization hooks. */
export function send(reply: FastifyReply, { status, headers, body }: HandlerReply): FastifyReply {
  const ends = abandonsBody(reply.raw.req, status);
  return reply
    .code(status)
    .headers(ends ? { ...headers, connection: 'close' } : headers)
    .send(JSON.stringify(body));
}
