import { joinBytes, utf8 } from '../crypto/encoding.ts';
import { type BodySource, BodyTooLarge, RawBodyUnavailable } from './handler.ts';

/**
 * The part of a request that {@link nodeBody} needs. Any `http.IncomingMessage` fits, including Express' request and
 * Fastify's `raw`.
 */
export interface NodeRequest {
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly readable: boolean;
  readonly readableDidRead?: boolean | undefined;
  readonly destroyed?: boolean | undefined;
  readonly complete?: boolean | undefined;
  /** The bytes, as some platforms and parsers keep them. */
  readonly rawBody?: unknown;
  /** The result of a body parser. */
  readonly body?: unknown;
  on(event: string, listener: (...values: never[]) => void): unknown;
  removeListener(event: string, listener: (...values: never[]) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

const DEFAULT_FIX =
  'A body parser ran before the Vortex handler: mount the handler before it, or keep the bytes as `rawBody`.';

/**
 * The body of a Node request, in any state: `rawBody`, a `body` of bytes or a string, or the stream if it is unread.
 * Otherwise the bytes are gone, and reading throws {@link RawBodyUnavailable} with the parser's result. It never waits
 * for a stream that has ended.
 *
 * @param req - The request, as the framework passes it.
 * @param fix - One sentence for users of this framework: what to change so that the bytes are available.
 * @example
 * const reply = await receiveWebhook({ ...input, body: nodeBody(req) }, options);
 */
export function nodeBody(req: NodeRequest, fix: string = DEFAULT_FIX): BodySource {
  return (limit, onGiveUp) => {
    const kept = bytesOf(req.rawBody) ?? bytesOf(req.body);
    if (kept) return withinLimit(kept, limit);
    if (req.readable && req.readableDidRead !== true) return readStream(req, limit, onGiveUp);
    if (req.destroyed && req.complete === false)
      throw new Error('The client disconnected before the body was complete.');
    if (!declaresBody(req) && !hasContent(req.body)) return new Uint8Array();
    throw new RawBodyUnavailable(fix, req.body);
  };
}

/** By `isView`, not `instanceof`: test runners and sandboxes have a `Uint8Array` of their own. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') return utf8(value);
  if (!ArrayBuffer.isView(value)) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function withinLimit(bytes: Uint8Array, limit: number): Uint8Array {
  if (bytes.byteLength > limit) throw new BodyTooLarge();
  return bytes;
}

function readStream(req: NodeRequest, limit: number, onGiveUp?: (listener: () => void) => void): Promise<Uint8Array> {
  if (Number(req.headers['content-length']) > limit) return Promise.reject(new BodyTooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const settle = (finish: () => void): void => {
      req.removeListener('data', onData);
      req.removeListener('end', onEnd);
      req.removeListener('error', onError);
      req.removeListener('close', onClose);
      finish();
    };
    const onData = (chunk: Uint8Array | string): void => {
      const bytes = typeof chunk === 'string' ? utf8(chunk) : chunk;
      size += bytes.byteLength;
      if (size <= limit) {
        chunks.push(bytes);
        return;
      }
      req.pause();
      settle(() => reject(new BodyTooLarge()));
    };
    const onEnd = (): void => settle(() => resolve(joinBytes(chunks, size)));
    const onError = (error: unknown): void => settle(() => reject(error));
    const onClose = (): void =>
      settle(() => reject(new Error('The client disconnected before the body was complete.')));
    onGiveUp?.(() => {
      req.pause();
      settle(() => reject(new Error('Reading the body was abandoned.')));
    });
    req.on('end', onEnd);
    req.on('error', onError);
    req.on('close', onClose);
    req.on('data', onData);
    // Something may have paused it on the way here; adding the listener alone would not start it then.
    req.resume();
  });
}

function declaresBody({ headers }: NodeRequest): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}

function hasContent(body: unknown): boolean {
  return typeof body === 'object' && body !== null ? Object.keys(body).length > 0 : body !== undefined && body !== null;
}
