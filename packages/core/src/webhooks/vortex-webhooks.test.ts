import { createHmac } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { VortexWebhooks as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, SECRET, signatureOf } from '../../test/webhooks/input.ts';
import { TRICKY } from '../../test/webhooks/tricky-bodies.ts';
import { VortexError, VortexWebhookSignatureError, VortexWebhooks, verifyWebhook } from '../index.ts';

const webhooks = new VortexWebhooks({ secret: SECRET });
const encoder = new TextEncoder();

describe('a body that would change when parsed and written again', () => {
  test.each(Object.entries(TRICKY))('verifies from its raw bytes: %s', (_, body) => {
    const bytes = encoder.encode(body);
    const signature = createHmac('sha256', SECRET).update(bytes).digest('hex');
    for (const form of [body, bytes, Buffer.from(bytes), bytes.slice().buffer]) {
      expect(webhooks.verifySignature(form, signature)).toBe(true);
      expect(verifyWebhook(form, signature, SECRET)).toBe(true);
      expect(webhooks.constructEvent(form, signature)).toMatchObject({ type: 'member.created' });
    }
  });
});

describe('signatures', () => {
  test('agree with the official package on every event', () => {
    const official = new Official({ secret: SECRET });
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const body = `{"type":"member.created","data":${json}}`;
        const signature = signatureOf(body);
        expect(official.verifySignature(body, signature)).toBe(true);
        expect(webhooks.constructEvent(body, signature)).toEqual(official.constructEvent(body, signature));
      }),
    );
  });

  const good = signatureOf(bodyOf({ timestamp: '2026-02-25T12:00:00Z' }));
  const body = bodyOf({ timestamp: '2026-02-25T12:00:00Z' });

  test.each([
    ['in upper case', good.toUpperCase()],
    ['with one digit in upper case', good.replace(/[a-f]/, (digit) => digit.toUpperCase())],
    ['with the prefix sha256=', `sha256=${good}`],
    ['with the prefix v1,', `v1,${good}`],
    ['in base64', Buffer.from(good, 'hex').toString('base64')],
    ['padded', `${good}=`],
    ['with a space after', `${good} `],
    ['with a space before', ` ${good}`],
    ['with a line break', `${good}\n`],
    ['cut short', good.slice(0, 63)],
    ['one byte', good.slice(0, 2)],
    ['empty', ''],
    ['twice', good + good],
    ['twice with a comma', `${good}, ${good}`],
    ['with a lookalike letter', good.replace(/a|e/, 'а')],
    ['as an array', [good]],
    ['as bytes', Buffer.from(good)],
    ['as a String object', Object(good)],
    ['undefined', undefined],
    ['null', null],
    ['a number', 64],
    ['a symbol', Symbol(good)],
    ['an object whose toString gives it', { toString: () => good, length: 64 }],
  ])('are refused %s', (_, signature) => {
    expect(good).toMatch(/[ae]/);
    expect(webhooks.verifySignature(body, good)).toBe(true);
    expect(webhooks.verifySignature(body, signature)).toBe(false);
    expect(verifyWebhook(body, signature, SECRET)).toBe(false);
    expect(() => webhooks.constructEvent(body, signature)).toThrow(VortexWebhookSignatureError);
  });

  test('are refused after any bit of the body or of the signature has flipped, and never otherwise', () => {
    const anything = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(), (bytes, bodyBit, signatureBit) => {
        const signature = createHmac('sha256', SECRET).update(bytes).digest('hex');
        expect(webhooks.verifySignature(bytes, signature)).toBe(true);
        const flipped = bytes.slice();
        const at = bodyBit % (bytes.length * 8);
        flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(webhooks.verifySignature(flipped, signature)).toBe(false);
        const wrong = Buffer.from(signature, 'latin1');
        const digit = signatureBit % (wrong.length * 8);
        wrong[digit >> 3] = (wrong[digit >> 3] ?? 0) ^ (1 << (digit & 7));
        expect(webhooks.verifySignature(bytes, wrong.toString('latin1'))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test('made with any of several secrets are accepted while one replaces another', () => {
    const rotating = new VortexWebhooks({ secret: ['whsec_test_new', 'whsec_test_old'] });
    expect(rotating.verifySignature(body, signatureOf(body, 'whsec_test_new'))).toBe(true);
    expect(rotating.verifySignature(body, signatureOf(body, 'whsec_test_old'))).toBe(true);
    expect(rotating.verifySignature(body, good)).toBe(false);
    expect(verifyWebhook(body, good, ['whsec_test_new', SECRET])).toBe(true);
  });
});

describe('a payload', () => {
  const body = bodyOf();
  const signature = signatureOf(body);

  test('may be bytes of another realm, as in the sandboxes of Jest and Next', () => {
    const foreign = runInNewContext('(list) => Uint8Array.from(list)')([...encoder.encode(body)]);
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    for (const form of [foreign, foreign.buffer, new DataView(encoder.encode(body).buffer)]) {
      expect(webhooks.verifySignature(form, signature)).toBe(true);
      expect(webhooks.constructEvent(form, signature)).toEqual(JSON.parse(body));
    }
  });

  test('that is a view into a larger buffer is taken at its own bounds', () => {
    const larger = encoder.encode(`xx${body}yyy`);
    expect(webhooks.verifySignature(larger.subarray(2, larger.length - 3), signature)).toBe(true);
  });

  test.each([
    ['a parsed object', JSON.parse(body)],
    ['a Buffer that went through JSON', JSON.parse(JSON.stringify(Buffer.from(body)))],
    ['an empty object', {}],
    ['null', null],
    ['undefined', undefined],
    ['a number', 1],
    [
      'an object that throws when looked at',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['a detached buffer', detached()],
  ])('that is %s is an error that names the fix, and no valid signature', (_, payload) => {
    expect(webhooks.verifySignature(payload, signature)).toBe(false);
    for (const call of [
      () => webhooks.constructEvent(payload, signature),
      () => verifyWebhook(payload, signature, SECRET),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'raw_body_unavailable' }));
      expect(call).toThrow(/express\.raw.*request\.text\(\).*rawBody: true/);
    }
  });

  test('whatever it is, and whatever the signature is, only our errors are thrown', () => {
    fc.assert(
      fc.property(
        fc.anything({ withTypedArray: true, withNullPrototype: true, withMap: true }),
        fc.anything(),
        (a, b) => {
          expect(typeof webhooks.verifySignature(a as string, b)).toBe('boolean');
          const signature = typeof a === 'string' || a instanceof Uint8Array ? signatureOf(a) : b;
          for (const call of [
            () => webhooks.constructEvent(a as string, signature),
            () => verifyWebhook(a as string, b, SECRET),
            () => new VortexWebhooks({ secret: b as string }),
          ]) {
            try {
              call();
            } catch (error) {
              expect(error).toBeInstanceOf(VortexError);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('that is signed but no event is refused with its own code', () => {
    for (const text of ['', '{', '[]', 'null', '"x"', '{}', '{"type":{}}']) {
      const call = (): unknown => webhooks.constructEvent(text, signatureOf(text));
      expect(call).toThrow(expect.objectContaining({ code: 'invalid_event' }));
    }
  });

  test('is not read before its signature has been verified', () => {
    const parse = vi.spyOn(JSON, 'parse');
    try {
      expect(() => webhooks.constructEvent(body, signatureOf('other'))).toThrow();
      expect(parse).not.toHaveBeenCalled();
    } finally {
      parse.mockRestore();
    }
  });
});

describe('a secret', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('comes from VORTEX_WEBHOOK_SECRET when none is given', () => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
    expect(new VortexWebhooks().verifySignature('x', signatureOf('x'))).toBe(true);
    expect(new VortexWebhooks({ secret: undefined }).verifySignature('x', signatureOf('x'))).toBe(true);
  });

  test.each([undefined, '', []])('that is missing (%o) is an error that says where to get one', (secret) => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', undefined);
    const call = (): unknown => new VortexWebhooks({ secret });
    expect(call).toThrow(expect.objectContaining({ name: 'VortexConfigError', code: 'missing_webhook_secret' }));
    expect(call).toThrow(/VORTEX_WEBHOOK_SECRET.*dashboard/);
  });

  test.each([[' whsec_test'], ['whsec_test\n'], [['whsec_test', '']], [['ok', 1]], [{}], [5]])(
    'that can’t be one (%o) is refused without being shown',
    (secret) => {
      const call = (): unknown => new VortexWebhooks({ secret: secret as string });
      expect(call).toThrow(expect.objectContaining({ code: 'invalid_webhook_secret' }));
      expect(call).not.toThrow(/whsec_test/);
    },
  );

  test('can’t be seen from outside', async () => {
    const { inspect } = await import('node:util');
    expect(inspect(webhooks, { showHidden: true, depth: 9 })).not.toContain(SECRET);
    expect(JSON.stringify(webhooks)).toBe('{}');
  });
});

function detached(): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}
