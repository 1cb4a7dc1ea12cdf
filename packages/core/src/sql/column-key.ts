import { hmacKey } from '../crypto/hmac.ts';

/**
 * A key as every text column holds it: printable ASCII of at most 250 characters, and a hash of anything else. NUL, lone
 * surrogates, other character sets and lengths are where databases and drivers differ.
 */
export function columnKey(key: string): string {
  if (/^[\x20-\x7d]{0,250}$/.test(key)) return key;
  // As JSON, which keeps lone surrogates apart. No key of the first kind has a "~".
  return `~${hmacKey('vortex column key').hex(JSON.stringify(key))}`;
}
