import { joinBytes } from './encoding.ts';
import { BodyTooLarge, RawBodyUnavailable } from './handler.ts';

const FIX = 'This Request has been read before: hand the Vortex handler `request.clone()`, or call it first.';

/**
 * The body of a Fetch `Request`, read from its stream and counted on the way. `Content-Length` is only a short cut.
 *
 * @param request - Not read yet; else reading throws {@link RawBodyUnavailable}.
 * @param fix - One sentence for the user of this framework: what to change so that the bytes are there.
 * @example
 * const reply = await receiveWebhook({ ...input, body: webBody(request) }, options);
 */
export function webBody(request: Request, fix: string = FIX): (limit: number) => Promise<Uint8Array> {
  return async (limit) => {
    if (request.bodyUsed) throw new RawBodyUnavailable(fix, undefined);
    if (!request.body) return new Uint8Array();
    if (Number(request.headers.get('content-length')) > limit) throw new BodyTooLarge();
    return readStream(request.body, limit);
  };
}

async function readStream(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(chunks, size);
    size += value.byteLength;
    if (size > limit) {
      // Not awaited: some runtimes settle it only when the client has stopped sending.
      reader.cancel().catch(() => {});
      throw new BodyTooLarge();
    }
    chunks.push(value);
  }
}
