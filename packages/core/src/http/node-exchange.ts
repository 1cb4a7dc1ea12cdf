import type { HandlerReply } from './handler.ts';

/** The part of a request that {@link nodeHeader} needs. Any `http.IncomingMessage` fits. */
export interface NodeHeaders {
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** The part of a request that {@link abandonsBody} needs. Any `http.IncomingMessage` fits. */
export interface NodeIncomingState extends NodeHeaders {
  readonly httpVersionMajor: number;
  readonly complete?: boolean | undefined;
}

/** The part of a response that {@link nodeSignal} and {@link nodeReply} need. Any `http.ServerResponse` fits. */
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
 * Reads a header of a Node request. A header that was sent more than once is joined with commas.
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
 * A signal that is aborted when the client disconnects before its response is complete. It costs an `AbortController`
 * and a listener, so make it a getter of the handler's input: most requests never need it.
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
 * Writes a handler's reply, unless something else, such as a timeout middleware, has responded in the meantime.
 *
 * @param res - The response to the request.
 * @param reply - The result of `receiveWebhook` or `handleRoute`.
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

/** How many bytes of a body may be left before the connection is closed instead of reading to the end. */
const WORTH_READING = 65_536;

/**
 * Whether to respond with `Connection: close`, so that nothing waits for the rest of a body: one that is too long or
 * too slow, and a long one left unread because its request was refused. HTTP/2 has no such header, and ends the stream.
 *
 * @param req - Node's own request.
 * @param status - The status of the response.
 */
export function abandonsBody({ headers, httpVersionMajor, complete }: NodeIncomingState, status: number): boolean {
  if (httpVersionMajor === 2) return false;
  if (status === 413 || status === 408) return true;
  const { 'content-length': length, 'transfer-encoding': encoding } = headers;
  return complete === false && (encoding !== undefined || Number(length) > WORTH_READING);
}
