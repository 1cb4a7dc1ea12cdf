import type { HandlerReply } from '@vortex/core/adapter';
import { type PlatformResponse, toOutput, type VortexRequest } from './exchange.ts';

/** What Nest answers to an error that no exception filter of the app's has taken. */
const STATUS = 500;
const MESSAGE = 'Internal server error';

/** Sends our reply at once. What interceptors and filters make of the request afterwards reaches nobody. */
export function sendAnswer(req: VortexRequest, res: PlatformResponse, reply: HandlerReply): void {
  write(res, toOutput(req, res, reply));
  replaceWriters(res, () => res);
}

/**
 * Keeps our reply what will be sent, whatever the app's interceptors make of the value that the controller returns: they
 * surround the handlers of events, and see the reply, but don't reshape it.
 */
export function pinAnswer(req: VortexRequest, res: PlatformResponse, reply: HandlerReply): void {
  const { send, json } = res;
  replaceWriters(res, () => {
    if (json) res.json = json;
    if (send) res.send = send;
    return write(res, toOutput(req, res, reply));
  });
}

/**
 * Puts our reply in place of Nest's own answer to an unknown error, on this one response: what a handler throws is thrown
 * on as it is, so that the app's filters and interceptors see it, and only where none of them answers, the answer is ours.
 *
 * @param whenReplaced - Called where none of them answers.
 */
export function replaceDefaultAnswer(
  req: VortexRequest,
  res: PlatformResponse,
  reply: HandlerReply,
  whenReplaced: () => void,
): void {
  const method = res.raw ? 'send' : 'json';
  const original = res[method];
  res[method] = (body) => {
    const replaced = isDefault(body);
    if (replaced) whenReplaced();
    return original?.call(res, replaced ? toOutput(req, res, reply) : body);
  };
}

function write(res: PlatformResponse, body: unknown): unknown {
  return res.raw ? res.send?.(body) : res.json?.(body);
}

function replaceWriters(res: PlatformResponse, writer: () => unknown): void {
  res.send = writer;
  if (!res.raw) res.json = writer;
}

function isDefault(body: unknown): boolean {
  const { statusCode, message, ...others } = (body ?? {}) as { statusCode?: unknown; message?: unknown };
  return statusCode === STATUS && message === MESSAGE && Object.keys(others).length === 0;
}
