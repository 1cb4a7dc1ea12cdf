import { createHmac } from 'node:crypto';
import { tokenCases } from '@vortex/test-support/token-cases';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { hmacKey as HmacKeyFunction } from './hmac.ts';

/** RFC 4231, cases 1-4, 6 and 7 (5 is about truncation, which nothing here does): key, data, digest in hex. */
const RFC_4231: readonly [key: Uint8Array, data: string | Uint8Array, digest: string][] = [
  [new Uint8Array(20).fill(0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    new TextEncoder().encode('Jefe'),
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    new Uint8Array(20).fill(0xaa),
    new Uint8Array(50).fill(0xdd),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    Uint8Array.from({ length: 25 }, (_, i) => i + 1),
    new Uint8Array(50).fill(0xcd),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  [
    new Uint8Array(131).fill(0xaa),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  [
    new Uint8Array(131).fill(0xaa),
    'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  ],
];

const sources: readonly [name: string, prepare: () => void][] = [
  ['the runtime’s own HMAC', () => {}],
  ['the portable HMAC, where the runtime has none', () => void vi.stubGlobal('process', { env: {} })],
  [
    'the portable HMAC, where touching the runtime’s throws',
    () =>
      void vi.stubGlobal('process', {
        getBuiltinModule() {
          throw new Error('not here');
        },
      }),
  ],
  [
    'the portable HMAC, where the runtime’s is half there',
    () => void vi.stubGlobal('process', { getBuiltinModule: () => ({ createHmac() {} }) }),
  ],
];

for (const [name, prepare] of sources) {
  describe(name, () => {
    let hmacKey: typeof HmacKeyFunction;

    beforeEach(async () => {
      vi.resetModules();
      ({ hmacKey } = await import('./hmac.ts'));
      prepare();
      // The source is chosen at the first key, and kept.
      hmacKey('first');
      vi.unstubAllGlobals();
    });
    afterEach(() => vi.unstubAllGlobals());

    test.each(RFC_4231)('RFC 4231: %#', (key, data, digest) => {
      expect(hmacKey(key).hex(data)).toBe(digest);
      expect(Buffer.from(hmacKey(key).bytes(data)).toString('hex')).toBe(digest);
      expect(hmacKey(key).base64url(data)).toBe(Buffer.from(digest, 'hex').toString('base64url'));
    });

    // A key of a whole block is used as it is; a longer one is hashed first.
    test.each([63, 64, 65])('equals node:crypto for a key of %d bytes', (length) => {
      const key = 'k'.repeat(length);
      expect(hmacKey(key).hex('data')).toBe(createHmac('sha256', key).update('data').digest('hex'));
    });

    test('equals node:crypto for any key and any data, text or bytes', () => {
      const data = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 5_000 }));
      const key = fc.oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
      );
      fc.assert(
        fc.property(key, data, (key, data) => {
          const expected = createHmac('sha256', key).update(data).digest('hex');
          expect(hmacKey(key).hex(data)).toBe(expected);
        }),
      );
    });
  });
}

describe('with the portable HMAC, every token', async () => {
  vi.resetModules();
  const core = await import('../index.ts');
  vi.stubGlobal('process', { env: {} });
  vi.stubGlobal('Buffer', undefined);
  new core.Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing');
  vi.unstubAllGlobals();

  for (const { name, run } of tokenCases(core)) {
    test(name, async () => {
      vi.stubGlobal('Buffer', undefined);
      try {
        await run();
      } finally {
        vi.unstubAllGlobals();
      }
    });
  }
});
