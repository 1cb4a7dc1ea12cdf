import type { ExecutionContext } from '@nestjs/common';
import { VortexConfigError } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

/**
 * The request of a route.
 *
 * @throws {VortexConfigError} `invalid_option` without one: for a message of a microservice, or on a WebSocket.
 */
export function requestOf(context: ExecutionContext): VortexRequest {
  const type = context.getType<string>();
  if (type === 'http') return context.switchToHttp().getRequest<VortexRequest>();
  const place = `${context.getClass().name}.${context.getHandler().name}`;
  throw new VortexConfigError(
    'invalid_option',
    `A guard of Vortex's is on ${place}, which has no HTTP request (its context is "${type}"). Use VortexWebhookGuard on controllers, and check a token that comes another way with verifyToken(token) in a guard of your own.`,
  );
}

/** {@link requestOf}, or that of a GraphQL resolver, which Nest's driver for Apollo keeps as `req` of the context. */
export function requestBehind(context: ExecutionContext): VortexRequest {
  const isResolver = context.getType<string>() === 'graphql';
  const { req } = (isResolver && context.getArgByIndex<{ req?: VortexRequest } | undefined>(2)) || {};
  return req ?? requestOf(context);
}
