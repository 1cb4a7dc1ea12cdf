import { joinBytes } from '../crypto/encoding.ts';
import type { ByteStream } from './fetch-request.ts';

/** What {@link readStream} has read. */
export interface StreamBytes {
  readonly bytes: Uint8Array;
  /** Whether that is all of it. */
  readonly whole: boolean;
}

/**
 * Reads a stream to its end, or to the chunk that goes past the limit; that one and the rest are left. The stream is
 * then unlocked and not cancelled, for it is whose it was: servers take the cancelling of a request's body for a broken
 * connection, and some do not survive it.
 *
 * @param limit - In bytes.
 * @param onGiveUp - Takes a function that ends the reading, which then rejects.
 */
export async function readStream(
  stream: ByteStream,
  limit: number,
  onGiveUp?: (listener: () => void) => void,
): Promise<StreamBytes> {
  const reader = stream.getReader();
  // A read that waits is rejected by it.
  onGiveUp?.(() => reader.releaseLock());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || size + value.byteLength > limit) {
      reader.releaseLock();
      return { bytes: joinBytes(chunks, size), whole: done };
    }
    size += value.byteLength;
    chunks.push(value);
  }
}
