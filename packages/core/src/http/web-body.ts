import type { FetchRequest } from './fetch-request.ts';
import { BodyTooLarge, RawBodyUnavailable } from './handler.ts';
import { readStream } from './read-stream.ts';

const DEFAULT_FIX = 'Hand the Vortex handler `request.clone()`, or call it before the body is read.';

/**
 * The body of a Fetch `Request`, read from its stream and counted on the way. `Content-Length` is only a short cut.
 *
 * @param request - Neither read nor locked by a reader; else reading throws {@link RawBodyUnavailable}.
 * @param fix - One sentence for the user of this framework: what to change so that the bytes are there.
 * @example
 * const reply = await receiveWebhook({ ...input, body: webBody(request, 'Call it before the body is read.') }, options);
 */
export function webBody(
  request: FetchRequest,
  fix: string = DEFAULT_FIX,
): (limit: number, onGiveUp?: (listener: () => void) => void) => Promise<Uint8Array> {
  return async (limit, onGiveUp) => {
    if (request.bodyUsed || request.body?.locked) throw new RawBodyUnavailable(fix, undefined);
    if (!request.body) return new Uint8Array();
    const announced = Number(request.headers.get('content-length'));
    if (announced > limit) throw new BodyTooLarge();
    const { bytes, whole } = await readStream(request.body, limit, onGiveUp);
    if (!whole) throw new BodyTooLarge();
    // Servers that make requests of their own (srvx on Node) don't always tell that a body was read.
    if (announced > 0 && bytes.byteLength === 0) throw new RawBodyUnavailable(fix, undefined);
    return bytes;
  };
}
