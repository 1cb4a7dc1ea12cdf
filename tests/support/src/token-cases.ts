import { type JWTHeaderParameters, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { API_KEYS, EXPIRES_IN_VECTORS, JWT_VECTORS, NOW_MS, SIGN_VECTORS, TOKEN_VECTORS } from './vectors.ts';

/** One thing that must hold on every runtime; it throws when it does not. */
export interface Case {
  readonly name: string;
  run(): void | Promise<void>;
}

/** What of the package the suite touches: its source or one of its builds. Nothing of it is imported: its tests import this. */
export interface TokensUnderTest {
  readonly Vortex: {
    new (options?: string | { readonly apiKey?: string }): Signer;
    canonicalJson(value: unknown): string;
  };
  isVortexError(error: unknown): error is { readonly code: string };
  verifyToken(
    token: string,
    key: string | string[],
    options?: { now?: Date; clockTolerance?: number },
  ): Promise<Verified>;
}

interface Signer {
  generateToken(data: unknown, options?: unknown): string;
  generateJwt(params: unknown, options?: unknown): string;
  sign(user: unknown): string;
}

interface Verified {
  readonly kind: string;
  readonly kid: string;
  readonly userId: string | undefined;
  readonly expiresAt: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

const KEY_A = API_KEYS.A?.apiKey ?? '';
const KEY_B = API_KEYS.B?.apiKey ?? '';
const HOUR = 3_600;
const NOW = NOW_MS / 1000;
const at = (seconds: number): { now: Date } => ({ now: new Date(seconds * 1000) });

/**
 * The tokens suite, without a test runner, so that the same file runs on Node, Bun, Deno, workerd and Next's edge
 * runtime.
 */
export function tokenCases(core: TokensUnderTest): Case[] {
  const { Vortex, verifyToken } = core;
  const vortexFor = (name: string): Signer => new Vortex(API_KEYS[name]?.apiKey);

  /** Runs with the vectors' clock and counts the warnings. */
  function fixed<T>(work: () => T): { value: T; warnings: number } {
    const { now } = Date;
    const { warn } = console;
    let warnings = 0;
    Date.now = () => NOW_MS;
    // A bare scope has a warning of its own, given once.
    console.warn = (text: string) => void (text.includes('user.id') && warnings++);
    try {
      return { value: work(), warnings };
    } finally {
      Date.now = now;
      console.warn = warn;
    }
  }

  function refuses(code: string, work: () => unknown): void {
    try {
      fixed(work);
    } catch (error) {
      equal(core.isVortexError(error) ? error.code : String(error), code);
      return;
    }
    throw new Error(`nothing was thrown where ${code} was due`);
  }

  async function verifyRefuses(code: string, token: unknown, key: string | string[] = KEY_A): Promise<void> {
    try {
      await verifyToken(token as string, key, at(NOW));
    } catch (error) {
      equal(core.isVortexError(error) ? error.code : String(error), code);
      return;
    }
    throw new Error(`the token was taken where ${code} was due`);
  }

  const make = {
    token: (input: unknown, options?: unknown, key = KEY_A): string =>
      fixed(() => new Vortex(key).generateToken(input, options)).value,
    jwt: (input: unknown, options?: unknown, key = KEY_A): string =>
      fixed(() => new Vortex(key).generateJwt(input, options)).value,
    sign: (input: unknown): string => fixed(() => new Vortex(KEY_A).sign(input)).value,
  };

  const cases: Case[] = [];
  const test = (name: string, run: Case['run']): void => void cases.push({ name, run });

  for (const vector of TOKEN_VECTORS) {
    test(`generateToken ${vector.name}`, async () => {
      const { value, warnings } = fixed(() => vortexFor(vector.key).generateToken(vector.input(), vector.options));
      equal(value, vector.token);
      equal(warnings, vector.warned ? 1 : 0);
      await holdsForJose(value, vector.key);
    });
  }
  for (const vector of JWT_VECTORS) {
    test(`generateJwt ${vector.name}`, async () => {
      const { input, options } = vector;
      if (vector.name.startsWith('J7')) return refuses('reserved_claim', () => make.jwt(input()));
      const jwt = make.jwt(input(), options, API_KEYS[vector.key]?.apiKey);
      equal(jwt, vector.token);
      await holdsForJose(jwt, vector.key);
    });
  }
  for (const vector of SIGN_VECTORS) {
    test(`sign ${vector.name}`, () => {
      const user = vector.input();
      if (vector.name.startsWith('S10')) return refuses('conflicting_user_id', () => make.sign(user));
      equal(vortexFor(vector.key).sign(user), vector.signature);
    });
  }
  for (const { value, seconds } of EXPIRES_IN_VECTORS) {
    test(`expiresIn ${describe(value)} ${seconds ? `is ${seconds} s` : 'is refused'}`, async () => {
      const payload = { user: { id: 'u' } };
      if (seconds === undefined) {
        refuses('invalid_expires_in', () => make.token(payload, { expiresIn: value }));
        refuses('invalid_expires_in', () => make.jwt(payload, { expiresIn: value }));
        return;
      }
      const { expiresAt } = await verifyToken(make.token(payload, { expiresIn: value }), KEY_A, at(NOW));
      equal(expiresAt.getTime() / 1000 - NOW, seconds);
    });
  }

  test('expiresIn takes the Date at which the token ends', async () => {
    const ends = new Date(NOW_MS + 90_500);
    const { expiresAt } = await verifyToken(make.token({}, { expiresIn: ends }), KEY_A, at(NOW));
    equal(expiresAt.toISOString(), new Date(NOW_MS + 90_000).toISOString());
  });
  test('expiresIn takes the last second of the year 9999', async () => {
    const ends = new Date('9999-12-31T23:59:59.999Z');
    const { expiresAt } = await verifyToken(make.token({}, { expiresIn: ends }), KEY_A, at(NOW));
    equal(expiresAt.toISOString(), '9999-12-31T23:59:59.000Z');
  });
  for (const [what, expiresIn] of [
    ['a date in the past', new Date(NOW_MS - 1)],
    ['this very second', new Date(NOW_MS)],
    ['no valid date', new Date(Number.NaN)],
    ['a date after the year 9999', new Date('+010000-01-01T00:00:00Z')],
    ['a number past the safe integers', 2 ** 53],
    ['a bigint', 5n],
    ['a symbol', Symbol('5m')],
  ] as const) {
    test(`expiresIn refuses ${what}`, () => refuses('invalid_expires_in', () => make.token({}, { expiresIn })));
  }

  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  const kinds = [
    ['generateToken', make.token],
    ['generateJwt', (payload: unknown) => make.jwt(isObject(payload) ? { user: { id: 'u' }, ...payload } : payload)],
    ['sign', (payload: unknown) => make.sign(isObject(payload) ? { id: 'u', ...payload } : payload)],
  ] as const;
  for (const [kind, run] of kinds) {
    test(`${kind} refuses a payload that is no object`, () => {
      for (const payload of [undefined, null, 'x', 5, true, 5n, [], () => ({}), Symbol('s')]) {
        refuses('invalid_payload', () => run(payload));
      }
    });
    test(`${kind} refuses a payload with a toJSON of its own`, () => {
      refuses('invalid_payload', () => run({ toJSON: () => ({ user: { id: 'someone else' } }) }));
    });
    test(`${kind} refuses what has no JSON form`, () => {
      refuses('unserializable_payload', () => run({ big: 5n }));
      refuses('unserializable_payload', () => run({ cyclic }));
      refuses('unserializable_payload', () => run({ deep }));
      refuses('unserializable_payload', () =>
        run({
          nested: {
            get broken(): never {
              throw new Error('no');
            },
          },
        }),
      );
    });
    test(`${kind} takes what nests 400 levels and refuses 600`, () => {
      const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
      run({ nested: nested(400), brackets: '[{"'.repeat(1_000) });
      refuses('unserializable_payload', () => run({ nested: nested(600) }));
    });
  }
  for (const [kind, run] of [
    ['generateToken', make.token],
    ['generateJwt', make.jwt],
  ] as const) {
    test(`${kind} refuses options that are no object`, () => {
      for (const options of ['5m', 300, true, []])
        refuses('invalid_payload', () => run({ user: { id: 'u' } }, options));
    });
  }
  test('generateJwt refuses every extra that would say who the user is', () => {
    for (const claim of [
      'userId',
      'userEmail',
      'expires',
      'identifiers',
      'iat',
      'exp',
      'adminScopes',
      'userIsAutojoinAdmin',
      'allowedEmailDomains',
    ]) {
      refuses('reserved_claim', () => make.jwt({ user: { id: 'u' }, [claim]: undefined }));
    }
  });
  test('generateJwt refuses a user that is no object, and an adminScopes that is no list', () => {
    for (const user of [undefined, null, 'u', []]) refuses('invalid_payload', () => make.jwt({ user }));
    refuses('invalid_payload', () => make.jwt({ user: { id: 'u', adminScopes: 'no-autojoin' } }));
  });
  test('sign leaves out a __proto__ of the user, whose toJSON would be somebody else', () => {
    const user = { id: 'u', ['__proto__']: { toJSON: () => ({ userId: 'somebody else' }) } };
    equal(make.sign(user), make.sign({ id: 'u' }));
  });

  test('a __proto__ from JSON.parse becomes nobody’s prototype', async () => {
    const params = JSON.parse('{"user":{"id":"u"},"__proto__":{"userId":"x","toJSON":1},"a":1}');
    const { claims } = await verifyToken(make.jwt(params), KEY_A, at(NOW));
    equal(JSON.stringify(claims), `{"userId":"u","expires":${NOW + 30 * 24 * HOUR},"identifiers":[],"a":1}`);
  });
  test('sign refuses a user without an id', () => {
    for (const user of [{}, { id: '' }, { id: 0 }, { id: null }, { email: 'a@b.co' }]) {
      refuses('missing_user_id', () => make.sign(user));
    }
  });
  test('canonicalJson refuses what has no JSON form', () => {
    for (const value of [undefined, () => 1, Symbol('s'), 5n, cyclic, deep]) {
      refuses('unserializable_payload', () => Vortex.canonicalJson(value));
    }
  });

  test('API keys: every id of 16 bytes is taken', () => {
    for (const id of ['AAAAAAAAAAAAAAAAAAAAAA', '_____________________w', 'EjRWeBI0EjQSNBI0VniQEg'])
      new Vortex(`VRTX.${id}.k`);
  });
  test('API keys: anything else is refused when the client is made', () => {
    for (const key of [
      'invalid-key',
      'VRTX',
      'VRTX.a',
      'VRTX..k',
      'VRTX.AAAAAAAAQACAAAAAAAAAAQ.',
      'vrtx.AAAAAAAAQACAAAAAAAAAAQ.k',
      'WRONG.AAAAAAAAQACAAAAAAAAAAQ.k',
      'VRTX.dGVzdGlk.k',
      'VRTX.AAAAAAAAQACAAAAAAAAAAQ==.k',
      'VRTX.AAAAAAAAQACAAAAAAAAAAQAAAA.k',
      'VRTX.AAAAAAAAQACAAAAAAAAAAQ.a.b',
      'VRTX.+mNyMrlnR5O7qj6HNxkHmg.k',
      'VRTX.!!!!.k',
      'VRTX.AAAAAAAAQACAAAAAAAAAAQ.k\n',
      'undefined',
      5,
      {},
      [],
    ]) {
      refuses('invalid_api_key', () => new Vortex({ apiKey: key as string }));
    }
    refuses('missing_api_key', () => new Vortex(''));
  });
  test('API keys: no error shows the key', () => {
    for (const key of ['VRTX.short.hidden-part', 'vrtx.AAAAAAAAQACAAAAAAAAAAQ.hidden-part', 'hidden-part']) {
      try {
        new Vortex(key);
      } catch (error) {
        equal(String(error).includes('hidden-part'), false);
        continue;
      }
      throw new Error('the key was taken');
    }
  });

  test('verifyToken reads a token', async () => {
    const token = make.token({ user: { id: 7, email: 'a@b.co' }, scope: 's' }, { expiresIn: '1h' });
    const verified = await verifyToken(token, KEY_A, at(NOW));
    equal(
      JSON.stringify(verified),
      JSON.stringify({
        kind: 'token',
        kid: API_KEYS.A?.kid,
        claims: { user: { id: 7, email: 'a@b.co' }, scope: 's', iat: NOW, exp: NOW + HOUR },
        userId: '7',
        expiresAt: new Date((NOW + HOUR) * 1000),
      }),
    );
  });
  test('verifyToken reads a jwt', async () => {
    const verified = await verifyToken(
      make.jwt({ user: { id: 'u', email: 'a@b.co' } }, { expiresIn: '1h' }),
      KEY_A,
      at(NOW),
    );
    equal(`${verified.kind} ${verified.userId} ${verified.expiresAt.getTime() / 1000 - NOW}`, `jwt u ${HOUR}`);
  });
  test('verifyToken takes what has both expiries for a token, which ends at the earlier', async () => {
    const both = await forged({ user: { id: 'u' }, exp: NOW + HOUR, expires: NOW + 60 });
    const { kind, userId, expiresAt } = await verifyToken(both, KEY_A, at(NOW));
    equal(`${kind} ${userId} ${expiresAt.getTime() / 1000 - NOW}`, 'token u 60');
  });
  test('verifyToken takes a token of any of several keys', async () => {
    const old = make.token({ user: { id: 'u' } }, undefined, KEY_B);
    equal((await verifyToken(old, [KEY_A, KEY_B], at(NOW))).kid, API_KEYS.B?.kid);
    await verifyRefuses('token_key_unknown', old, [KEY_A]);
  });
  test('verifyToken allows the clock tolerance it is given, and no more', async () => {
    for (const token of [make.token({}, { expiresIn: 60 }), make.jwt({ user: { id: 'u' } }, { expiresIn: 60 })]) {
      await verifyToken(token, KEY_A, at(NOW + 59));
      await verifyToken(token, KEY_A, { ...at(NOW + 64), clockTolerance: 5 });
      await rejects('token_expired', () => verifyToken(token, KEY_A, at(NOW + 60)));
      await rejects('token_expired', () => verifyToken(token, KEY_A, { ...at(NOW + 65), clockTolerance: 5 }));
    }
    for (const clockTolerance of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await rejects('invalid_option', () => verifyToken('', KEY_A, { clockTolerance }));
    }
    await rejects('lookup_found_nothing', () => verifyToken('', []));
  });

  async function rejects(code: string, work: () => Promise<unknown>): Promise<void> {
    await work().then(
      () => fail(`nothing was thrown where ${code} was due`),
      (error: unknown) => equal(core.isVortexError(error) ? error.code : String(error), code),
    );
  }

  const forged = (claims: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...(API_KEYS.A && { kid: API_KEYS.A.kid }), ...header })
      .sign(derivedKey('A'));
  const rawToken = async (header: string, claims: string): Promise<string> => {
    // A signature that does hold, so that only the header or the claims can be what is refused.
    const signed = `${base64url(header)}.${base64url(claims)}`;
    const key = await crypto.subtle.importKey('raw', derivedKey('A'), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed));
    return `${signed}.${base64url(String.fromCharCode(...new Uint8Array(mac)), 'latin1')}`;
  };
  const good = `{"alg":"HS256","typ":"JWT","kid":"${API_KEYS.A?.kid}"}`;
  const claims = JSON.stringify({ user: { id: 'u' }, exp: NOW + HOUR });

  test('verifyToken: the forger of this suite can make a good token', async () => {
    await verifyToken(await rawToken(good, claims), KEY_A, at(NOW));
  });
  for (const alg of [
    'none',
    'None',
    'NONE',
    'nOnE',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    'hs256',
    '',
  ]) {
    test(`verifyToken refuses alg "${alg}"`, async () => {
      const token = await rawToken(good.replace('HS256', alg), claims);
      const code = alg === '' ? 'token_malformed' : 'token_algorithm_refused';
      await verifyRefuses(code, token);
      await verifyRefuses(code, token.replace(/[^.]*$/, ''));
    });
  }
  test('verifyToken refuses an unsecured JWT', () =>
    verifyRefuses('token_algorithm_refused', new UnsecuredJWT({ exp: NOW + HOUR }).encode()));
  test('verifyToken refuses a changed or missing kid', async () => {
    await verifyRefuses('token_key_unknown', await forged({ exp: NOW + HOUR }, { kid: API_KEYS.B?.kid ?? '' }));
    await verifyRefuses('token_key_unknown', await rawToken('{"alg":"HS256"}', claims));
    await verifyRefuses('token_key_unknown', await rawToken(good.replace(/"kid":"[^"]*"/, '"kid":["x"]'), claims));
  });
  test('verifyToken refuses another key’s token that claims our kid', async () => {
    const [, body = ''] = make.token({ user: { id: 'u' } }).split('.');
    const [header = ''] = make.token({}).split('.');
    const [, , signature = ''] = make.token({ user: { id: 'u' } }, undefined, KEY_B).split('.');
    await verifyRefuses('token_signature_invalid', `${header}.${body}.${signature}`);
  });
  test('verifyToken refuses empty, truncated, extended and altered signatures', async () => {
    const token = make.token({ user: { id: 'u' } });
    const flipped = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
    for (const bad of [token.replace(/[^.]*$/, ''), token.slice(0, -1), token.slice(0, -20), `${token}AAAA`, flipped]) {
      await verifyRefuses('token_signature_invalid', bad);
    }
  });
  test('verifyToken refuses changed claims', async () => {
    const [header, , signature] = make.token({ user: { id: 'u' } }).split('.');
    await verifyRefuses('token_signature_invalid', `${header}.${base64url(claims)}.${signature}`);
  });
  test('verifyToken refuses what has expired, has no expiry, or one that is no time', async () => {
    await verifyRefuses('token_expired', await forged({ exp: NOW }));
    await verifyRefuses('token_expired', await forged({ exp: NOW + HOUR, expires: NOW - 1 }));
    await verifyRefuses('token_expired', await forged({ exp: NOW - 1, expires: NOW + HOUR }));
    await verifyRefuses('token_expired', await forged({ expires: 0 }));
    await verifyRefuses('token_without_expiry', await forged({ user: { id: 'u' } }));
    for (const time of ['"1760003600"', 'null', 'true', '[]', '{}', '1e400', '9e15']) {
      await verifyRefuses('token_expiry_invalid', await rawToken(good, `{"exp":${time}}`));
      await verifyRefuses('token_expiry_invalid', await rawToken(good, `{"expires":${time}}`));
    }
  });
  test('verifyToken refuses what is not yet valid', async () => {
    await verifyRefuses('token_not_yet_valid', await forged({ exp: NOW + HOUR, nbf: NOW + 1 }));
    await verifyRefuses('token_claims_invalid', await rawToken(good, `{"exp":${NOW + 1},"nbf":"x"}`));
  });
  test('verifyToken refuses crit', async () => {
    for (const crit of ['["exp"]', '["b64"],"b64":true', '[]', '"x"']) {
      await verifyRefuses(
        'token_critical_header_refused',
        await rawToken(good.replace('}', `,"crit":${crit}}`), claims),
      );
    }
  });
  test('verifyToken refuses a header member given twice', async () => {
    for (const again of ['"alg":"HS256"', '"\\u0061lg":"none"', '"kid" :"x"', '"typ":"JWT"']) {
      await verifyRefuses('token_header_repeated', await rawToken(good.replace('{', `{${again},`), claims));
    }
    // Where base64url is not base64.
    for (const place of ['', ' ', '  ']) {
      const header = good.replace('{', `{"typ":"JWT",${place}"x":">>>???~~~",`);
      await verifyRefuses('token_header_repeated', await rawToken(header, claims));
    }
  });
  test('verifyToken refuses over 64 KB', async () => {
    await verifyRefuses('token_too_large', make.token({ pad: 'x'.repeat(50_000) }));
    await verifyToken(make.token({ pad: 'x'.repeat(48_000) }), KEY_A, at(NOW));
    // Three bytes of claims are four characters: one of these is exactly at the limit, and the next one over it.
    const lengths = new Map<number, string>();
    for (let pad = 48_900; pad < 49_050; pad++) {
      const token = make.token({ pad: 'x'.repeat(pad) });
      lengths.set(token.length, token);
    }
    const exact = lengths.get(65_536);
    if (exact) await verifyToken(exact, KEY_A, at(NOW));
    else fail('no token of this suite is 65,536 characters long');
    const [, longer] = [...lengths].find(([length]) => length > 65_536) ?? [];
    await verifyRefuses('token_too_large', longer ?? '');
  });
  test('verifyToken refuses what is no token', async () => {
    const [header, body, signature] = make.token({ user: { id: 'u' } }).split('.');
    for (const bad of [
      '',
      '.',
      '..',
      'a.b',
      'a.b.c',
      `${header}.${body}`,
      `${header}.${body}.${signature}.x`,
      `!!.${body}.${signature}`,
      `${base64url('no json')}.${body}.${signature}`,
      `${base64url('[]')}.${body}.${signature}`,
      `${base64url('null')}.${body}.${signature}`,
      await rawToken(good, 'no json'),
      await rawToken(good, '[]'),
      await rawToken(good, '"x"'),
      await rawToken('{"alg":5}', claims),
      undefined,
      null,
      5,
      {},
      [],
    ]) {
      await verifyRefuses('token_malformed', bad);
    }
  });

  return cases;

  /** Every token of this suite, verified by the library alone. */
  async function holdsForJose(token: string, name: string): Promise<void> {
    await jwtVerify(token, derivedKey(name), { algorithms: ['HS256'], currentDate: new Date(NOW_MS) });
  }
}

function derivedKey(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from((API_KEYS[name]?.derivedKeyHex ?? '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function base64url(text: string, as: 'utf8' | 'latin1' = 'utf8'): string {
  const binary = as === 'latin1' ? text : String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) fail(`expected ${String(expected)}\n     got ${String(actual)}`);
}

function fail(message: string): never {
  throw new Error(message);
}
