import { type HandlerInput, type HandlerReply, nodeBody } from '@vortex/core/adapter';
import type { Request, Response } from 'express';

const RAW_BODY_FIX =
  'Mount vortexWebhook before express.json() and the other body parsers, or keep the bytes with ' +
  'express.json({ verify: (req, res, buffer) => { req.rawBody = buffer; } }).';

/** The request as core's handlers take it. */
export function toInput(req: Request, res: Response, path: string): HandlerInput<Request> {
  const query = req.url.indexOf('?');
  return {
    method: req.method,
    path,
    query: query === -1 ? '' : req.url.slice(query + 1),
    header: (name) => (name === 'host' ? hostOf(req) : headerOf(req, name)),
    body: nodeBody(req, RAW_BODY_FIX),
    request: req,
    // A getter: most requests never ask.
    get signal() {
      return disconnected(res);
    },
  };
}

/** Writes the reply, unless a middleware (a timeout, say) has answered meanwhile. */
export function send(req: Request, res: Response, { status, headers, body }: HandlerReply): void {
  if (res.headersSent) return;
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  // What is left of a body that is too long is not waited for.
  if (status === 413 && req.httpVersionMajor === 1) res.setHeader('connection', 'close');
  res.end(JSON.stringify(body));
}

function headerOf(req: Request, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The host the browser has asked for, where the app's `trust proxy` setting trusts the proxy that says so. */
function hostOf(req: Request): string | undefined {
  const forwarded = headerOf(req, 'x-forwarded-host')?.split(',')[0]?.trim();
  if (!forwarded) return req.headers.host;
  const trusts: unknown = req.app?.get('trust proxy fn');
  return typeof trusts === 'function' && trusts(req.socket.remoteAddress, 0) === true ? forwarded : req.headers.host;
}

function disconnected(res: Response): AbortSignal {
  const controller = new AbortController();
  if (res.destroyed) controller.abort();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}
