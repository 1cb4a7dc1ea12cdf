import { tokenCases } from '@vortex/test-support/token-cases';
import { describe, expect, test } from 'vitest';
import * as core from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test';

describe('tokens', () => {
  for (const { name, run } of tokenCases(core)) test(name, run);
});

test.each<'generateToken' | 'generateJwt'>(['generateToken', 'generateJwt'])(
  '%s refuses an option that nobody reads',
  (make) => {
    const options = { expiresin: '5m' } as object;
    expect(() => new core.Vortex(KEY)[make]({ user: { id: 'u1' } }, options)).toThrow(
      expect.objectContaining({ code: 'invalid_option', message: expect.stringContaining('Did you mean expiresIn?') }),
    );
  },
);

test('a payload may nest 500 levels, and the error of a number beyond JSON has the cause', () => {
  const vortex = new core.Vortex(KEY);
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  // The claims themselves are a level.
  expect(vortex.generateToken({ component: 'c', nested: nested(499) } as core.GenerateTokenData)).toMatch(/^ey/);
  expect(() => vortex.generateToken({ component: 'c', nested: nested(500) } as core.GenerateTokenData)).toThrow(
    expect.objectContaining({ code: 'unserializable_payload', message: expect.stringContaining('500 levels') }),
  );
  expect(() => vortex.generateToken({ component: 'c', big: 5n } as core.GenerateTokenData)).toThrow(
    expect.objectContaining({ code: 'unserializable_payload', cause: expect.any(TypeError) }),
  );
});

test.each([null, undefined, ''])('verifyToken refuses %j among several keys', async (key) => {
  await expect(core.verifyToken('token', [KEY, key as string])).rejects.toMatchObject({
    code: 'lookup_found_nothing',
    message: expect.stringContaining(key === '' ? 'empty' : String(key)),
  });
});

test('verifyToken refuses an invalid date', async () => {
  const now = new Date('yesterday');
  await expect(core.verifyToken('token', KEY, { now })).rejects.toMatchObject({ code: 'invalid_option' });
});

test('the error of a malformed token has its cause', async () => {
  const refusal = core.verifyToken('no.token.at-all', KEY);
  await expect(refusal).rejects.toMatchObject({ code: 'token_malformed', cause: expect.any(Error) });
});

test.each([
  ['tomorrow', '"tomorrow"'],
  ['t'.repeat(50), `"${'t'.repeat(40)}…"`],
  [-1, '-1'],
  [true, 'of type boolean'],
])('the error for expiresIn %j shows %s', (expiresIn, shown) => {
  expect(() => new core.Vortex(KEY).generateToken({ component: 'c' }, { expiresIn: expiresIn as string })).toThrow(
    expect.objectContaining({ code: 'invalid_expires_in', message: expect.stringContaining(shown) }),
  );
});
