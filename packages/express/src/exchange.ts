import { type HandlerInput, type HandlerReply, nodeHeader, nodeInput, nodeReply } from '@vortex/core/adapter';
import type { NextFunction, Request, Response } from 'express';

const RAW_BODY_FIX =
  'Mount the Vortex handler before express.json() and other code that reads bodies, or keep the bytes with ' +
  'express.json({ verify: (req, res, buffer) => { Object.assign(req, { rawBody: buffer }); } }).';

/** Converts the request to the input of core's handlers. */
export function toInput(req: Request, res: Response, path?: string): HandlerInput<Request> {
  return nodeInput(req, res, { request: req, path, fix: RAW_BODY_FIX, host: () => hostOf(req) });
}

/** The host that the browser requested, if the app's `trust proxy` setting trusts the proxy that reports it. */
function hostOf(req: Request): string | undefined {
  const forwarded = nodeHeader(req, 'x-forwarded-host')?.split(',')[0]?.trim();
  if (!forwarded) return req.headers.host;
  const trusts: unknown = req.app?.get('trust proxy fn');
  return typeof trusts === 'function' && trusts(req.socket.remoteAddress, 0) === true ? forwarded : req.headers.host;
}

/**
 * Writes a handler's reply. If the handler rejects (an error to be rethrown), the error goes to the app, or to the
 * host.
 */
export async function answer(
  res: Response,
  next: NextFunction | undefined,
  handle: () => Promise<HandlerReply>,
): Promise<void> {
  try {
    nodeReply(res, await handle());
  } catch (error) {
    if (!next) throw error;
    next(error);
  }
}
