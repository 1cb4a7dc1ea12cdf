import type { HandlerReply } from '@vortex/core/adapter';
import { type PlatformResponse, toOutput, type VortexRequest } from './exchange.ts';

/** What Nest answers to an error that no exception filter of the app's has taken. */
const STATUS = 500;
const MESSAGE = 'Internal server error';

/**
 * Puts our reply in place of Nest's own answer to an unknown error, on this one response: what a handler throws is thrown
 * on as it is, so that the app's filters and interceptors see it, and only where none of them answers, the answer is ours.
 */
export function replaceDefaultAnswer(req: VortexRequest, res: PlatformResponse, reply: HandlerReply): void {
  const method = res.raw ? 'send' : 'json';
  const write = res[method];
  res[method] = (body) => write?.call(res, isDefault(body) ? toOutput(req, res, reply) : body);
}

function isDefault(body: unknown): boolean {
  const { statusCode, message, ...others } = (body ?? {}) as { statusCode?: unknown; message?: unknown };
  return statusCode === STATUS && message === MESSAGE && Object.keys(others).length === 0;
}
