import { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';
import { bytesToBase64url, bytesToHex, utf8 } from './encoding.ts';

/** What we use of Node's own, so that this file needs no declarations of any runtime. */
interface Native {
  readonly hash: (algorithm: 'sha256', data: Uint8Array, encoding: Encoding) => string;
  readonly Buffer: {
    alloc(size: number): NativeBuffer;
    byteLength(text: string): number;
  };
}

interface NativeBuffer extends Uint8Array {
  write(text: string, offset: number, encoding?: 'latin1'): number;
  subarray(start: number, end: number): NativeBuffer;
}

type Encoding = 'latin1' | 'hex' | 'base64url';

/**
 * One HMAC-SHA256 key, kept ready: padded, or as the two hash states after that. Its bytes can't be read back, printed or
 * serialised.
 */
export interface HmacKey {
  /** Lower-case hex, 64 characters. */
  hex(data: string | Uint8Array): string;
  /** Unpadded base64url, 43 characters. */
  base64url(data: string | Uint8Array): string;
}

let native: Native | null | undefined;

/**
 * Looked up at first use, since importing does nothing, and inside a `try`: Next's edge runtime has the function
 * and throws when it is touched.
 */
function nativeCrypto(): Native | null {
  if (native === undefined) {
    try {
      const { process, Buffer } = globalThis as Partial<Native> & {
        process?: { getBuiltinModule?(id: string): Native };
      };
      const { hash } = process?.getBuiltinModule?.('node:crypto') ?? {};
      native = hash && Buffer ? { hash, Buffer } : null;
      // A runtime may list the module and leave parts of it out.
      native?.hash('sha256', native.Buffer.alloc(1), 'latin1');
    } catch {
      native = null;
    }
  }
  return native ?? null;
}

/**
 * Prepares a key for HMAC-SHA256, synchronously, on every runtime: `node:crypto` where the runtime has it, the audited
 * `@noble/hashes` elsewhere.
 *
 * @param key - Raw bytes, or a string taken as UTF-8.
 */
export function hmacKey(key: string | Uint8Array): HmacKey {
  const crypto = nativeCrypto();
  const blocks = padded(asBytes(key));
  return crypto ? nativeKey(crypto, blocks) : portableKey(blocks);
}

function asBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? utf8(data) : data;
}

/** The key's inner and outer block (RFC 2104 §2). */
type Blocks = readonly [inner: Uint8Array, outer: Uint8Array];

function padded(key: Uint8Array): Blocks {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? new Sha256().update(plain(key)).digest() : key);
  return [block.map((byte) => byte ^ 0x36), block.map((byte) => byte ^ 0x5c)];
}

/** Where blocks and data are put one after the other. One for all keys: nothing comes between its filling and its hashing. */
let scratch: NativeBuffer | undefined;

/** RFC 2104 §2 as two hashes of one call each: an object of `createHmac` costs more to make than short data to hash. */
function nativeKey({ hash, Buffer }: Native, [inner, outer]: Blocks): HmacKey {
  const digest = (data: string | Uint8Array, encoding: Encoding): string => {
    const isText = typeof data === 'string';
    const end = 64 + (isText ? Buffer.byteLength(data) : data.length);
    if (!scratch || scratch.length < end) scratch = Buffer.alloc(Math.max(end, 4096));
    scratch.set(inner);
    if (isText) scratch.write(data, 64);
    else scratch.set(data, 64);
    const hashed = hash('sha256', scratch.subarray(0, end), 'latin1');
    scratch.set(outer);
    scratch.write(hashed, 64, 'latin1');
    return hash('sha256', scratch.subarray(0, 96), encoding);
  };
  return {
    hex: (data) => digest(data, 'hex'),
    base64url: (data) => digest(data, 'base64url'),
  };
}

/** RFC 2104 §2, over the library's class: its function and its HMAC are 1 KB more of every bundle, for options we never use. */
function portableKey(blocks: Blocks): HmacKey {
  const [inner, outer] = blocks.map((block) => new Sha256().update(plain(block))) as [Sha256, Sha256];
  const bytes = (data: string | Uint8Array) =>
    outer
      .clone()
      .update(
        inner
          .clone()
          .update(plain(asBytes(data)))
          .digest(),
      )
      .digest();
  return { hex: (data) => bytesToHex(bytes(data)), base64url: (data) => bytesToBase64url(bytes(data)) };
}

/** The same bytes as this realm's own array: the library refuses a Buffer of another realm. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Compares two strings in a time that depends only on their lengths.
 */
export function constantTimeEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
