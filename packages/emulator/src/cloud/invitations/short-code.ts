import { randomUUID } from 'node:crypto';

const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** Eight characters that are hard to misread; the real alphabet and length are not documented (docs/protocol.md §9). */
export function shortCode(): string {
  // The UUID generator has its random bytes in store; asking the system for eight each time is slow.
  const random = randomUUID().replaceAll('-', '');
  let code = '';
  for (let i = 0; i < 8; i++) {
    // Past the version and variant digits of the first half, pairs would not be uniform: take the outer ones.
    const at = i < 4 ? i * 2 : 16 + i * 2;
    code += ALPHABET[Number.parseInt(random.slice(at, at + 2), 16) % ALPHABET.length];
  }
  return code;
}
