import type { ExecutionContext } from '@nestjs/common';
import { VortexConfigError } from '@vortex/core';
import type { VortexRequest } from '../platform/exchange.ts';

/**
 * The request of a route.
 *
 * @throws {VortexConfigError} `invalid_option` if there is no request, as for a microservice message or on a WebSocket.
 */
export function requestOf(context: ExecutionContext): VortexRequest {
  const type = context.getType<string>();
  if (type === 'http') return context.switchToHttp().getRequest<VortexRequest>();
  const place = `${context.getClass().name}.${context.getHandler().name}`;
  throw new VortexConfigError(
    'invalid_option',
    `A Vortex guard is on ${place}, which has no HTTP request (its context is "${type}"). Use VortexWebhookGuard on controllers, and check tokens from other sources with verifyToken(token) in your own guard.`,
  );
}

/** {@link requestOf}, or that of a GraphQL resolver, which Nest's driver for Apollo keeps as `req` of the context. */
export function requestBehind(context: ExecutionContext): VortexRequest {
  const isResolver = context.getType<string>() === 'graphql';
  const { req } = (isResolver && context.getArgByIndex<{ req?: VortexRequest } | undefined>(2)) || {};
  return req ?? requestOf(context);
}
