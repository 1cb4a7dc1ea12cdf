import { expect, expectTypeOf, test, vi } from 'vitest';
import { type Vortex, type VortexTokenOptions, vortexToken } from './index.ts';

vi.mock('server-only', () => ({}));

test('a token outside a request is refused by Next, in its own words', async () => {
  await expect(vortexToken({ user: { id: 'ada' } })).rejects.toThrow(/`connection` was called outside a request scope/);
});

test('the payload and the options are typed', () => {
  expectTypeOf(vortexToken).parameter(0).toEqualTypeOf<Parameters<Vortex['generateToken']>[0]>();
  expectTypeOf<{ vortex: Vortex; expiresIn: '5m' }>().toExtend<VortexTokenOptions>();
  // A look-up that may find nothing has to be looked at first.
  expectTypeOf<{ vortex: Vortex | undefined }>().not.toExtend<VortexTokenOptions>();
  expectTypeOf(vortexToken).returns.resolves.toBeString();
});

test.each([
  ['a misspelt option', { vortx: {} }, /vortx is unknown. Did you mean vortex\?/],
  ['a misspelt lifetime', { expiresin: '5m' }, /expiresin is unknown/],
  ['the client in place of the options', { generateToken: () => 'token' }, /a client is the option "vortex"/],
  ['null', null, /must be an object/],
  ['an array', ['1h'], /must be an object/],
])('vortexToken signs with no key of the environment for %s', async (_what, options, message) => {
  await expect(vortexToken({ user: { id: 'ada' } }, options as VortexTokenOptions)).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringMatching(message),
  });
});
