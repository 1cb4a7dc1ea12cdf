import { Vortex as Official } from '@teamvortexsoftware/vortex-node-22-sdk';
import { API_KEYS, NOW_MS } from '@vortex/test-support/vectors';
import fc from 'fast-check';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Vortex } from '../index.ts';

/*
 * The same bytes as the official package, over whatever a caller might pass. The differences by design are not
 * generated here but listed, each with its code, in token-cases.ts and in the migration notes.
 */

const API_KEY = API_KEYS.A?.apiKey ?? '';
const DERIVED_KEY = Buffer.from(API_KEYS.A?.derivedKeyHex ?? '', 'hex');
const official = new Official(API_KEY);
const ours = new Vortex(API_KEY);
const RUNS = { numRuns: process.env.VORTEX_TEST_ALL === '1' ? 2_000 : 500 };

beforeAll(() => {
  vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] });
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  // UTF-16 code units at random: lone surrogates among them.
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\u2028', '\ud800', '"\\/', '__proto__', '</script>', '\u0000', '\u007f'),
);
const key = fc.oneof(
  text,
  fc.nat(1_000).map(String),
  fc.constantFrom('constructor', 'prototype', '__proto__', '01', '-1', 'a'),
);
const leaf = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, 1e21, 1e-7, Symbol('s'), () => 1, Number.MAX_SAFE_INTEGER + 2),
  fc.date({ noInvalidDate: true }),
  fc.constant(new Date(Number.NaN)),
  fc.string().map((value) => ({ toJSON: () => ({ value }) })),
  fc.constantFrom(new Map([[1, 2]]), new Set([1]), /x/, new Uint8Array([1, 2]), Object('boxed'), Object(5)),
);

/** Objects whose keys are own properties whatever their name, as JSON.parse makes them. */
function record<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.array(fc.tuple(key, value), { maxLength: 6 }).map((entries) => Object.fromEntries(entries));
}
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    record(tie('value')),
  ),
}));
const nested = record(value);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const known = fc.record(
  {
    email: maybe(text),
    name: maybe(text),
    userName: maybe(text),
    avatarUrl: maybe(text),
    userAvatarUrl: maybe(text),
    adminScopes: maybe(fc.array(fc.oneof(text, fc.constant('autojoin')), { maxLength: 3 })),
    allowedEmailDomains: maybe(fc.array(text, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const id = fc.string({ minLength: 1 });
const user = fc
  .tuple(nested, known, id)
  .map(([extra, known, id]) => without(['userId', 'toJSON'], { ...extra, ...known, id }));
const expiresIn = maybe(
  fc.oneof(
    fc.integer({ min: 1, max: 10_000_000_000 }),
    fc
      .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom('m', 'h', 'd'))
      .map(([count, unit]) => `0${count}${unit}`),
  ),
);
const options = maybe(fc.record({ expiresIn }));

function without<T extends object>(names: readonly string[], value: T): T {
  for (const name of names) Reflect.deleteProperty(value, name);
  return value;
}

async function holdsForJose(token: string): Promise<void> {
  await jwtVerify(token, DERIVED_KEY, { algorithms: ['HS256'], currentDate: new Date(NOW_MS) });
}

describe('the official package makes the same bytes', () => {
  test('generateToken', async () => {
    const payload = fc
      .tuple(nested, maybe(fc.oneof(user, value)))
      .map(([extra, user]) => without(['toJSON'], { ...extra, user }));
    const arbitrary = fc.tuple(payload, options);
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([payload, options]) => {
        const token = ours.generateToken(payload as never, options as never);
        expect(token).toBe(official.generateToken(payload as never, options as never));
        await holdsForJose(token);
      }),
      RUNS,
    );
  });

  test('generateJwt', async () => {
    const reserved = [
      'userId',
      'userEmail',
      'expires',
      'identifiers',
      'iat',
      'exp',
      'adminScopes',
      'userIsAutojoinAdmin',
    ];
    // The official package gives its claims the prototype that an own `__proto__` names, and fails on a Date there.
    const unlike = [...reserved, 'allowedEmailDomains', 'toJSON', '__proto__'];
    const extras = nested.map((extra) => without(unlike, extra));
    await fc.assert(
      fc.asyncProperty(extras, user, options, async (extras, user, options) => {
        const params = { ...extras, user };
        const token = ours.generateJwt(params as never, options as never);
        expect(token).toBe(official.generateJwt(params as never, options as never));
        await holdsForJose(token);
      }),
      RUNS,
    );
  });

  test('sign', () => {
    // The official package gives the user the prototype that an own `__proto__` names, and a typed array there swallows
    // fields whose names are numbers.
    const plain = user.map((one) => without(['__proto__'], one));
    fc.assert(
      fc.property(plain, (user) => {
        expect(ours.sign(user as never)).toBe(official.sign(user as never));
      }),
      RUNS,
    );
  });

  test('canonicalJson', () => {
    fc.assert(
      fc.property(value, (value) => {
        fc.pre(value !== undefined && typeof value !== 'function' && typeof value !== 'symbol');
        expect(Vortex.canonicalJson(value)).toBe(Official.canonicalJson(value as never));
      }),
      RUNS,
    );
  });
});

test('whatever is passed, nothing but a VortexError is thrown', () => {
  const anything = fc.oneof(
    value,
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  );
  fc.assert(
    fc.property(anything, anything, (input, options) => {
      for (const call of [
        () => ours.generateToken(input as never, options as never),
        () => ours.generateToken({ user: input } as never, { expiresIn: options } as never),
        () => ours.generateJwt(input as never, options as never),
        () => ours.generateJwt({ user: input, ...Object(options) } as never, options as never),
        () => ours.sign(input as never),
        () => Vortex.canonicalJson(input),
        () => new Vortex(input as never),
      ]) {
        try {
          call();
        } catch (error) {
          expect(error).toMatchObject({ name: expect.stringMatching(/^Vortex/), code: expect.any(String) });
        }
      }
    }),
    RUNS,
  );
});
