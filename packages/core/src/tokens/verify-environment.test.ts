import { afterEach, expect, test, vi } from 'vitest';
import { Vortex, VortexConfigError, VortexTokenError, verifyToken } from '../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const token = new Vortex(KEY).generateToken({ user: { id: 'u' } });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('./jose.ts');
  vi.resetModules();
});

test('a runtime that lacks what verifying needs is not taken for a bad token', async () => {
  await verifyToken(token, KEY);
  vi.stubGlobal('crypto', {});
  for (const text of [token, `${token.slice(0, -4)}AAAA`]) {
    const error: unknown = await verifyToken(text, KEY).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VortexConfigError);
    expect(error).not.toBeInstanceOf(VortexTokenError);
    expect(error).toMatchObject({
      code: 'verification_unavailable',
      message: expect.stringMatching(/subtle|undefined.*@jest-environment node/s),
    });
  }
  await expect(verifyToken('no token', KEY)).rejects.toMatchObject({ code: 'token_malformed' });
});

test('nor is one where the library does not load, and the reason is named', async () => {
  vi.resetModules();
  vi.doMock('./jose.ts', () => {
    throw new ReferenceError('TextEncoder is not defined');
  });
  const fresh = await import('./verify-token.ts');
  await expect(fresh.verifyToken(token, KEY)).rejects.toMatchObject({ code: 'verification_unavailable' });
});

test('bytes are handed to the library as a plain array', async () => {
  const { signingBytes, parseApiKey } = await import('../crypto/api-key.ts');
  const bytes = signingBytes(parseApiKey(KEY));
  expect([bytes.constructor, bytes.length, bytes.byteOffset]).toEqual([Uint8Array, 32, 0]);
});

test('tokens are made where TextEncoder has been taken away, as Jest does in jsdom', () => {
  vi.stubGlobal('TextEncoder', undefined);
  const now = vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
  const without = new Vortex(KEY).generateToken({ user: { id: 'ä😀' } });
  vi.unstubAllGlobals();
  expect(without).toBe(new Vortex(KEY).generateToken({ user: { id: 'ä😀' } }));
  now.mockRestore();
});
