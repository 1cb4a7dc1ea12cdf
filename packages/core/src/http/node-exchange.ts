import type { HandlerReply } from './handler.ts';

/** What {@link nodeHeader} needs of a request: any `http.IncomingMessage`. */
export interface NodeHeaders {
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** What {@link abandonsBody} needs of a request: any `http.IncomingMessage`. */
export interface NodeIncomingState extends NodeHeaders {
  readonly httpVersionMajor: number;
  readonly complete?: boolean | undefined;
}

/** What {@link nodeSignal} and {@link nodeReply} need of a response: any `http.ServerResponse`. */
export interface NodeResponse {
  readonly destroyed: boolean;
  readonly writableFinished: boolean;
  readonly headersSent: boolean;
  readonly req?: NodeIncomingState | undefined;
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/**
 * A header of a Node request, one that was sent more than once joined by commas.
 *
 * @param req - The request.
 * @param name - In lower case.
 * @example
 * const signature = nodeHeader(req, 'x-vortex-signature');
 */
export function nodeHeader({ headers }: NodeHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}

/**
 * A signal that is aborted when the client goes away before its answer is complete. It costs an `AbortController` and a
 * listener: make it a getter of the handler's input, for most requests never ask.
 *
 * @param res - The response to the request.
 * @example
 * const invitation = await vortex.getInvitation(id, { signal: nodeSignal(res) });
 */
export function nodeSignal(res: NodeResponse): AbortSignal {
  const controller = new AbortController();
  if (res.destroyed) controller.abort();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

/**
 * Writes a handler's reply, unless something else (a middleware's timeout, say) has answered meanwhile.
 *
 * @param res - The response to the request.
 * @param reply - What `receiveWebhook` or `handleRoute` has resolved to.
 * @example
 * nodeReply(res, await receiveWebhook(input, options));
 */
export function nodeReply(res: NodeResponse, { status, headers, body }: HandlerReply): void {
  if (res.headersSent) return;
  res.statusCode = status;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  if (res.req && abandonsBody(res.req, status)) res.setHeader('connection', 'close');
  res.end(JSON.stringify(body));
}

/** What may be left of a body before its connection is closed rather than read to the end, in bytes. */
const WORTH_READING = 65_536;

/**
 * Whether to answer with `Connection: close`, so that what is left of a body is not waited for: one that is too long or
 * too slow, and a long one that was not read since its request was refused before. HTTP/2 has no such header, and ends
 * the stream.
 *
 * @param req - The bare request.
 * @param status - Of the answer.
 */
export function abandonsBody({ headers, httpVersionMajor, complete }: NodeIncomingState, status: number): boolean {
  if (httpVersionMajor === 2) return false;
  if (status === 413 || status === 408) return true;
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  return complete === false && (encoding !== undefined || Number(length) > WORTH_READING);
}
