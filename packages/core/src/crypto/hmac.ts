import { bytesToBase64url, bytesToHex, joinBytes, utf8 } from './encoding.ts';
import { sha256 } from './sha256.ts';

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
 * Prepares a key for HMAC-SHA256, synchronously, on every runtime: `node:crypto` where the runtime has it, a
 * JavaScript implementation elsewhere.
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
  const hmac = (data: string | Uint8Array) => crypto.createHmac('sha256', key).update(data);
  return {
    bytes: (data) => hmac(data).digest(),
    hex: (data) => hmac(data).digest('hex'),
    base64url: (data) => hmac(data).digest('base64url'),
  };
}

/** RFC 2104 §2. */
function portableKey(key: Uint8Array): HmacKey {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const hash = (pad: number, data: Uint8Array) =>
    sha256(joinBytes([block.map((byte) => byte ^ pad), data], 64 + data.length));
  const bytes = (data: string | Uint8Array) => hash(0x5c, hash(0x36, asBytes(data)));
  return { bytes, hex: (data) => bytesToHex(bytes(data)), base64url: (data) => bytesToBase64url(bytes(data)) };
}

/**
 * Compares two strings in a time that depends only on their lengths.
 */
export function constantTimeEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
