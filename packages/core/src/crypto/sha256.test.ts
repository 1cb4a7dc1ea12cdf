import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const native = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const counted = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i * 7);

describe('SHA-256', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of the standard’s example %#', (text, digest) => {
    expect(hex(sha256(new TextEncoder().encode(text)))).toBe(digest);
  });

  test('of every length up to five blocks, and of part of a buffer', () => {
    for (let length = 0; length <= 320; length++) {
      const bytes = counted(length + 5).subarray(5);
      expect(hex(sha256(bytes)), `${length} bytes`).toBe(native(bytes));
    }
  });

  test('of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
        expect(hex(sha256(bytes))).toBe(native(bytes));
      }),
    );
  });
});
