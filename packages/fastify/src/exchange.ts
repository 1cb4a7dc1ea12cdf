import { abandonsBody, type HandlerInput, type HandlerReply, nodeInput } from '@vortex/core/adapter';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logOf } from './logger.ts';

const RAW_BODY_FIX =
  'Nothing may read request.raw before Vortex: keep Express body parsers and preParsing hooks away from its path, or ' +
  'have them keep the bytes as request.raw.rawBody.';

/**
 * Converts the request to the input of core's handlers. The bytes come from Node's stream, up to core's own limit:
 * Fastify's `bodyLimit` only applies to parsed bodies. `request.signal` is not used, because Fastify 5 aborts it for
 * each POST with a body.
 */
export function toInput(request: FastifyRequest, reply: FastifyReply): HandlerInput<FastifyRequest> {
  const logger = () => logOf(request);
  return nodeInput(request.raw, reply.raw, { request, fix: RAW_BODY_FIX, host: () => request.host, logger });
}

/** Sends a string, because objects would go through the app's serializers and preSerialization hooks. */
export function send(reply: FastifyReply, { status, headers, body }: HandlerReply): FastifyReply {
  const ends = abandonsBody(reply.raw.req, status);
  return reply
    .code(status)
    .headers(ends ? { ...headers, connection: 'close' } : headers)
    .send(JSON.stringify(body));
}
