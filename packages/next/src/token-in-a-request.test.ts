import { verifyToken } from '@vortex/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Vortex, type VortexTokenOptions, vortexToken } from './index.ts';

// What Next knows of a request while it renders a page. A real Next is in tests/next-15 and tests/next-16.
const request = vi.hoisted(() => ({ headers: new Headers(), waited: 0 }));
vi.mock('next/headers.js', () => ({ headers: async () => request.headers }));
vi.mock('next/server.js', () => ({
  connection: async () => {
    request.waited++;
  },
}));
vi.mock('server-only', () => ({}));

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const OTHER_KEY = 'VRTX.8mNyMrlnR5O7qj6HNxkHmg.test-signing-key';
const ADA = { user: { id: 'ada' } };

beforeEach(() => {
  vi.stubEnv('VORTEX_API_KEY', KEY);
  request.headers = new Headers({ host: 'app.test' });
  request.waited = 0;
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function lifetimeOf(options?: VortexTokenOptions): Promise<number> {
  const { claims } = await verifyToken(await vortexToken(ADA, options), KEY);
  if (!('exp' in claims)) throw new Error('The token is not of the current kind.');
  return Number(claims.exp) - Number(claims.iat);
}

test('a token is signed with the key of the environment, for an hour, once the request is there', async () => {
  expect(await verifyToken(await vortexToken(ADA), KEY)).toMatchObject({ userId: 'ada' });
  expect(request.waited).toBe(1);
  expect(await lifetimeOf()).toBe(3_600);
  expect(await lifetimeOf({ expiresIn: '5m' })).toBe(300);
  expect(await lifetimeOf({ expiresIn: undefined })).toBe(3_600);
});

test('a client of its own signs with its own key', async () => {
  const token = await vortexToken(ADA, { vortex: new Vortex(OTHER_KEY) });
  expect(await verifyToken(token, OTHER_KEY)).toMatchObject({ userId: 'ada' });
});

test.each([[undefined], [null], [KEY], [{}]])(
  'the key of the environment signs for no `vortex` that is %o',
  async (given) => {
    await expect(vortexToken(ADA, { vortex: given } as never)).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining('vortex must be a Vortex client'),
    });
  },
);

test('the client in place of the options is refused in words that say where it belongs', async () => {
  await expect(vortexToken(ADA, new Vortex(KEY) as never)).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining('The option object must not be a client'),
  });
});

test('a page that is rendered without a request gets none', async () => {
  request.headers = new Headers();
  await expect(vortexToken(ADA)).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining('force-static'),
  });
});
