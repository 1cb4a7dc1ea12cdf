import { _SHA256 as Sha256 } from '@noble/hashes/sha2.js';
import { bytesToBase64url, bytesToHex, utf8 } from './encoding.ts';

/** What we use of `node:crypto`, so that this file needs no declarations of any runtime. */
interface NativeCrypto {
  createSecretKey(key: Uint8Array): object;
  createHmac(algorithm: 'sha256', key: object): NativeHmac;
}

interface NativeHmac {
  update(data: string | Uint8Array): NativeHmac;
  digest(): Uint8Array;
  digest(encoding: 'hex' | 'base64url'): string;
}

/**
 * One HMAC-SHA256 key, kept ready: the native key object, or the two hash states after the padded key. Its bytes
 * can't be read back, printed or serialised.
 */
export interface HmacKey {
  /** The 32 raw bytes. */
  bytes(data: string | Uint8Array): Uint8Array;
  /** Lower-case hex, 64 characters. */
  hex(data: string | Uint8Array): string;
  /** Unpadded base64url, 43 characters. */
  base64url(data: string | Uint8Array): string;
}

let native: NativeCrypto | null | undefined;

/**
 * Looked up at first use, since importing does nothing, and inside a `try`: Next's edge runtime has the function
 * and throws when it is touched.
 */
function nativeCrypto(): NativeCrypto | null {
  if (native === undefined) {
    try {
      const { process } = globalThis as { process?: { getBuiltinModule?(id: string): NativeCrypto | undefined } };
      native = process?.getBuiltinModule?.('node:crypto') ?? null;
      // A runtime may list the module and leave parts of it out.
      if (native) native.createHmac('sha256', native.createSecretKey(new Uint8Array(1))).digest();
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
  return crypto ? nativeKey(crypto, asBytes(key)) : portableKey(asBytes(key));
}

function asBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? utf8(data) : data;
}

function nativeKey(crypto: NativeCrypto, bytes: Uint8Array): HmacKey {
  const key = crypto.createSecretKey(bytes);
  const digestOf = (data: string | Uint8Array) => crypto.createHmac('sha256', key).update(data);
  return {
    // A plain array: a Buffer is not an instance of the Uint8Array of a DOM test environment.
    bytes: (data) => new Uint8Array(digestOf(data).digest()),
    hex: (data) => digestOf(data).digest('hex'),
    base64url: (data) => digestOf(data).digest('base64url'),
  };
}

/** RFC 2104 §2, over the library's class: its function and its HMAC are 1 KB more of every bundle, for options we never use. */
function portableKey(key: Uint8Array): HmacKey {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? new Sha256().update(plain(key)).digest() : key);
  const [inner, outer] = [0x36, 0x5c].map((pad) => new Sha256().update(block.map((byte) => byte ^ pad))) as [
    Sha256,
    Sha256,
  ];
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
  return { bytes, hex: (data) => bytesToHex(bytes(data)), base64url: (data) => bytesToBase64url(bytes(data)) };
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
