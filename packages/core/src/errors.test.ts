import { inspect } from 'node:util';
import { expect, expectTypeOf, test, vi } from 'vitest';
import {
  isVortexError,
  VortexConfigError,
  VortexError,
  VortexTokenError,
  VortexWebhookSignatureError,
} from './errors.ts';

test('an error has its class’s name, its code and its cause', () => {
  const cause = new Error('underneath');
  const error = new VortexTokenError('token_expired', 'It has expired.', { cause });
  expect(error).toMatchObject({ name: 'VortexTokenError', code: 'token_expired', message: 'It has expired.', cause });
  expect(String(error)).toBe('VortexTokenError: It has expired.');
  expect(Object.keys(error)).toEqual(['code']);
  expect(inspect(error)).toMatch(/^VortexTokenError: It has expired\./);
});

test('a signature error is made from a message alone, as in the official SDK', () => {
  const error = new VortexWebhookSignatureError('No.');
  expect(error).toMatchObject({ name: 'VortexWebhookSignatureError', code: 'signature_invalid' });
});

test('instanceof tells the classes apart', () => {
  const error = new VortexConfigError('missing_api_key', 'No key.');
  expect(error instanceof VortexConfigError && error instanceof VortexError && error instanceof Error).toBe(true);
  expect(error instanceof VortexTokenError).toBe(false);
  for (const other of [new Error('x'), { code: 'missing_api_key' }, null, undefined, 'x', Object.create(null)]) {
    expect(other instanceof VortexError).toBe(false);
  }
});

test('instanceof holds across two copies of the package', async () => {
  vi.resetModules();
  const copy = await import('./errors.ts');
  expect(copy.VortexError).not.toBe(VortexError);
  const theirs = new copy.VortexTokenError('token_expired', 'x');
  expect(theirs instanceof VortexTokenError && theirs instanceof VortexError).toBe(true);
  expect(theirs instanceof VortexConfigError).toBe(false);
  expect(isVortexError(theirs, 'token_expired')).toBe(true);
});

test('a class that extends one of ours is told apart as any class is', () => {
  class Mine extends VortexTokenError {}
  const mine = new Mine('token_expired', 'x');
  expect(mine instanceof Mine && mine instanceof VortexTokenError && mine instanceof VortexError).toBe(true);
  expect(new VortexTokenError('token_expired', 'x') instanceof Mine).toBe(false);
});

test('isVortexError narrows to the code asked for', () => {
  const error: unknown = new VortexError('timeout', 'x');
  expect(isVortexError(error)).toBe(true);
  expect(isVortexError(error, 'aborted')).toBe(false);
  if (isVortexError(error, 'timeout')) expectTypeOf(error.code).toEqualTypeOf<'timeout'>();
  else expect.unreachable();
});
