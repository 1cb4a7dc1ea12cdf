import { tokenCases } from '@vortex/test-support/token-cases';
import { describe, expect, test } from 'vitest';
import * as core from '../index.ts';

describe('tokens', () => {
  for (const { name, run } of tokenCases(core)) test(name, run);
});

test.each<'generateToken' | 'generateJwt'>(['generateToken', 'generateJwt'])(
  '%s refuses an option that nobody reads',
  (make) => {
    const options = { expiresin: '5m' } as object;
    expect(() => new core.Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test')[make]({ user: { id: 'u1' } }, options)).toThrow(
      expect.objectContaining({ code: 'invalid_option', message: expect.stringContaining('Did you mean expiresIn?') }),
    );
  },
);
