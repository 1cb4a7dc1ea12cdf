import type { FetchRequest } from './fetch-request.ts';
import { BodyTooLarge, RawBodyUnavailable } from './handler.ts';
import { readStream } from './read-stream.ts';
import { nodeOf } from './srvx.ts';

const DEFAULT_FIX = 'Call Vortex before the body is read, or with `request.clone()`.';

/**
 * Reads the body of a Fetch `Request` from its stream and counts the bytes. `Content-Length` is only a shortcut.
 *
 * @param request - A request whose body is neither read nor locked; otherwise reading throws
 *   {@link RawBodyUnavailable}.
 * @param fix - One sentence for users of this framework: what to change so that the bytes are available.
 * @example
 * const reply = await receiveWebhook({ ...input, body: webBody(request, 'Call it before the body is read.') }, options);
 */
export function webBody(
  request: FetchRequest,
  fix: string = DEFAULT_FIX,
): (limit: number, onGiveUp?: (listener: () => void) => void) => Promise<Uint8Array> {
  return async (limit, onGiveUp) => {
    if (request.bodyUsed || request.body?.locked) throw new RawBodyUnavailable(fix);
    if (!request.body) return new Uint8Array();
    const announced = Number(request.headers.get('content-length'));
    if (announced > limit) throw new BodyTooLarge();
    const { bytes, whole } = await readStream(request.body, limit, onGiveUp);
    if (!whole) throw new BodyTooLarge();
    // srvx makes requests of its own, which don't always tell that a body was read: then its bytes went elsewhere.
    if (bytes.byteLength === 0 && (announced > 0 || nodeOf(request)?.req?.readableDidRead)) {
      throw new RawBodyUnavailable(fix);
    }
    return bytes;
  };
}
