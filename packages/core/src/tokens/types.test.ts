import { expectTypeOf, test } from 'vitest';
import {
  type GenerateTokenData,
  type JwtClaims,
  type TokenClaims,
  type VerifiedToken,
  Vortex,
  verifyToken,
} from '../index.ts';

const vortex = new Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing');

test('signing and verifying are synchronous, and verifying a token is not', () => {
  expectTypeOf(vortex.generateToken).returns.toEqualTypeOf<string>();
  expectTypeOf(vortex.generateJwt).returns.toEqualTypeOf<string>();
  expectTypeOf(vortex.sign).returns.toEqualTypeOf<string>();
  expectTypeOf(verifyToken).returns.toEqualTypeOf<Promise<VerifiedToken>>();
});

test('claims are known once the kind of token is', async () => {
  const verified = await verifyToken(vortex.generateToken({ user: { id: 'u' } }), [
    'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing',
  ]);
  expectTypeOf(verified.userId).toEqualTypeOf<string | undefined>();
  expectTypeOf(verified.expiresAt).toEqualTypeOf<Date>();
  if (verified.kind === 'token') {
    expectTypeOf(verified.claims).toEqualTypeOf<TokenClaims>();
    expectTypeOf(verified.claims.user?.email).toEqualTypeOf<string | undefined>();
    expectTypeOf(verified.claims.anythingElse).toBeUnknown();
  } else {
    expectTypeOf(verified.claims).toEqualTypeOf<JwtClaims>();
    expectTypeOf(verified.claims.adminScopes).toEqualTypeOf<readonly string[] | undefined>();
  }
});

test('a payload takes what a user has at hand, and refuses what can’t be meant', () => {
  const row: { id: number; email: string | undefined; createdAt: Date } = {
    id: 1,
    email: undefined,
    createdAt: new Date(),
  };
  expectTypeOf(vortex.generateToken).toBeCallableWith({ user: row, anything: [1, { nested: true }] });
  expectTypeOf(vortex.generateToken).toBeCallableWith({}, { expiresIn: new Date() });
  expectTypeOf(vortex.generateJwt).toBeCallableWith({ user: { id: 'u' }, role: 'viewer' }, { expiresIn: 3600 });
  expectTypeOf(vortex.sign).toBeCallableWith({ id: 'u', custom: { any: 'value' } });
  expectTypeOf<{ user: { email: string } }>().not.toExtend<GenerateTokenData>();
  // @ts-expect-error options are an object
  expectTypeOf(vortex.generateToken).toBeCallableWith({}, '5m');
  // @ts-expect-error a JWT speaks for a user
  expectTypeOf(vortex.generateJwt).toBeCallableWith({ role: 'viewer' });
});
