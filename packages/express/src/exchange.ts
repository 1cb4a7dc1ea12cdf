import { type BodySource, type HandlerInput, nodeBody, nodeHeader, nodeSignal } from '@vortex/core/adapter';
import type { Request, Response } from 'express';

const RAW_BODY_FIX =
  'Mount vortexWebhook before express.json() and the other body parsers, or keep the bytes with ' +
  'express.json({ verify: (req, res, buffer) => { req.rawBody = buffer; } }).';

/** The request as core's handlers take it. A class: an object with a getter of its own outlives its request. */
export class ExpressInput implements HandlerInput<Request> {
  readonly request: Request;
  readonly path: string;
  readonly #res: Response;

  constructor(req: Request, res: Response, path: string) {
    this.request = req;
    this.path = path;
    this.#res = res;
  }

  get method(): string {
    return this.request.method;
  }

  get query(): string {
    const { url } = this.request;
    const query = url.indexOf('?');
    return query === -1 ? '' : url.slice(query + 1);
  }

  get body(): BodySource {
    return nodeBody(this.request, RAW_BODY_FIX);
  }

  get signal(): AbortSignal {
    return nodeSignal(this.#res);
  }

  readonly header = (name: string): string | undefined =>
    name === 'host' ? hostOf(this.request) : nodeHeader(this.request, name);
}

/** The host the browser has asked for, where the app's `trust proxy` setting trusts the proxy that says so. */
function hostOf(req: Request): string | undefined {
  const forwarded = nodeHeader(req, 'x-forwarded-host')?.split(',')[0]?.trim();
  if (!forwarded) return req.headers.host;
  const trusts: unknown = req.app?.get('trust proxy fn');
  return typeof trusts === 'function' && trusts(req.socket.remoteAddress, 0) === true ? forwarded : req.headers.host;
}
