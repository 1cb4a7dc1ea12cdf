interface BufferLike {
  from(text: string, encoding: 'utf8'): Uint8Array & { toString(encoding: 'base64url'): string };
}

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as everywhere on the web. */
export function utf8(text: string): Uint8Array {
  if (typeof TextEncoder === 'function') return new TextEncoder().encode(text);
  // Jest's jsdom environment takes TextEncoder away and leaves Buffer.
  const { Buffer } = globalThis as { Buffer?: BufferLike };
  if (!Buffer) throw new TypeError('This runtime has neither TextEncoder nor Buffer.');
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

let lenient: TextDecoder | undefined;

/**
 * The text of UTF-8 bytes, without their byte order mark.
 *
 * @throws {TypeError} for bytes that are no UTF-8.
 */
export function utf8Text(bytes: Uint8Array | ArrayBuffer): string {
  lenient ??= new TextDecoder();
  const text = lenient.decode(bytes);
  // The strict decoder is the slower one in Node, and only a replacement character can make a difference.
  return text.includes('\ufffd') ? new TextDecoder('utf-8', { fatal: true }).decode(bytes) : text;
}

/** Unpadded base64url of a text's UTF-8 bytes. */
export function textToBase64url(text: string): string {
  const { Buffer } = globalThis as { Buffer?: BufferLike };
  return Buffer ? Buffer.from(text, 'utf8').toString('base64url') : bytesToBase64url(utf8(text));
}

/** Unpadded base64url of a value's JSON. */
export function jsonToBase64url(value: object): string {
  return textToBase64url(JSON.stringify(value));
}

/** Unpadded base64url of bytes. */
export function bytesToBase64url(bytes: Uint8Array): string {
  let binary = '';
  // In slices: an argument list has a limit that a large payload would pass.
  for (let i = 0; i < bytes.length; i += 0x2000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Lower-case hex of bytes. */
export function bytesToHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** The bytes of text that is known to be unpadded base64url. */
export function base64urlToBytes(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * Chunks as one array.
 *
 * @param size - Their lengths' sum.
 */
export function joinBytes(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (first && chunks.length === 1) return first;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
