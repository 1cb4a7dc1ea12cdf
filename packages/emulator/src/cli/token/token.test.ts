import { verifyToken } from '@vortex/core';
import { expect, it } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';
import { DEFAULT_API_KEY } from '../../shared/constants.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const env = { VORTEX_API_KEY: KEY };

it('signs a token with the key of the environment, and prints the token alone', async () => {
  const args = ['token', 'create', '--user', 'user-1', '--email', 'ada@example.com', '--scope', 'team-7'];
  const { code, out, error } = await vortex([...args, '--expires-in', '1h', '--claims', '{"vars":{"a":1}}'], { env });
  expect(code).toBe(0);
  expect(error).toMatch(/^Expires \d{4}-.* \(in (60 minutes|1 hour)\)\.\n$/);
  const verified = await verifyToken(out.trim(), KEY);
  expect(verified).toMatchObject({ kind: 'token', userId: 'user-1' });
  expect(verified.claims).toMatchObject({
    user: { id: 'user-1', email: 'ada@example.com' },
    scope: 'team-7',
    vars: { a: 1 },
  });
});

it('signs the older kind too, and says as JSON what it made', async () => {
  const args = ['token', 'create', '--user', 'user-1', '--component', 'widget-1', '--jwt', '--expires-in', '90'];
  const made = JSON.parse((await vortex([...args, '--json'], { env })).out);
  expect(made).toMatchObject({ kind: 'jwt', kid: '00000000-0000-4000-8000-000000000001' });
  expect(new Date(made.expiresAt).getTime()).toBeLessThanOrEqual(Date.now() + 90_000);
  expect((await verifyToken(made.token, KEY)).claims).toMatchObject({ userId: 'user-1' });
});

it("says so when it signs with the emulator's key for want of another", async () => {
  const { out, error } = await vortex(['token', 'create', '--user', 'u']);
  expect(error).toContain("VORTEX_API_KEY is not set: the emulator's key is used.");
  await expect(verifyToken(out.trim(), DEFAULT_API_KEY)).resolves.toMatchObject({ userId: 'u' });
});

it('inspects what it is piped, and warns that nothing was checked', async () => {
  const { out: token } = await vortex(['token', 'create', '--user', 'user-1'], { env });
  const shown = await vortex(['token', 'inspect'], { input: token });
  expect(shown).toMatchObject({ code: 0, error: '' });
  expect(shown.out).toMatch(
    /Not verified[\s\S]*kind +token [\s\S]*key +\S+\n +algorithm +HS256\n +expires +2[\s\S]*claims +\{/,
  );
  expect(shown.out).toContain('user-1');
  const { out } = await vortex(['token', 'inspect', token.trim(), '--json']);
  expect(JSON.parse(out)).toMatchObject({ verified: false, kind: 'token', expired: false, header: { alg: 'HS256' } });
  const { expiresAt } = JSON.parse(out);
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
});

it('ends with 1 and the reason for a token that does not hold', async () => {
  const { out: token } = await vortex(['token', 'create', '--user', 'user-1'], { env });
  expect(await vortex(['token', 'verify'], { env, input: token })).toMatchObject({
    code: 0,
    out: expect.stringContaining('The token is valid.'),
  });
  const { code, out } = await vortex(['token', 'verify', '--json'], { input: token.replace(/.{5}\n$/, 'AAAAA') });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ valid: false, code: 'token_signature_invalid' });
  expect(await vortex(['token', 'inspect', 'nonsense'])).toMatchObject({ code: 1, out: '' });
});

it.each([
  [['create'], 'missing --user ID (the user the token is for)'],
  [['create', '--user', 'u', '--expires-in', 'never'], '"never"'],
  [['create', '--user', 'u', '--claims', '[]'], '--claims must be a JSON object'],
  [['create', '--user', 'u', '--compnent', 'c'], 'unknown option --compnent. Did you mean --component?'],
  [['create', '--user', 'u', '--jwt', '--scope', 's'], '--scope'],
  [['inspect', 'a', 'b'], 'too many arguments: expected one TOKEN, got 2'],
  [[], 'missing command: one of create, inspect, verify'],
  [['creat'], 'Did you mean "create"?'],
])('ends with 2 for token %j', async (args, text) => {
  const { code, error } = await vortex(['token', ...args]);
  expect(code).toBe(2);
  expect(error).toContain(text);
});

it('never prints a key, not even one that it refuses', async () => {
  const wrong = 'VRTX.tooshort.the-secret-part';
  const { code, out, error } = await vortex(['token', 'create', '--user', 'u'], { env: { VORTEX_API_KEY: wrong } });
  expect(code).toBe(2);
  expect(error).toContain('22 characters');
  expect(out + error).not.toContain('the-secret-part');
});
