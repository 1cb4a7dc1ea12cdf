import { joinBytes } from '../crypto/encoding.ts';

/**
 * Reads a stream to its end, or to the chunk that goes past the limit; that one and the rest are left.
 *
 * @param limit - In bytes.
 * @returns What was read, and whether that is all of it.
 */
export async function readStream(
  stream: ReadableStream<Uint8Array>,
  limit: number,
): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || size + value.byteLength > limit) {
      // Not awaited: a sender that never ends must not hold the caller, and some runtimes wait for it.
      if (!done) reader.cancel().catch(() => {});
      return { bytes: joinBytes(chunks, size), whole: done };
    }
    size += value.byteLength;
    chunks.push(value);
  }
}
