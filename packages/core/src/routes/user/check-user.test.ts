import { describe, expect, test } from 'vitest';
import { userFault } from './check-user.ts';

const ada = { id: 'ada', email: 'ada@acme.test' };

test.each(['get', 'update', 'flash'])('data with a method %s is a session', (method) => {
  expect(userFault({ id: 'sid-1', data: { userId: 'ada' }, [method]: () => {} })).toMatch(/`data`.*session/);
});

test('data alone, or a method alone, is a field of the app', () => {
  expect(userFault({ ...ada, data: { theme: 'dark' } })).toBeUndefined();
  expect(userFault({ ...ada, update: () => {} })).toBeUndefined();
});

test.each(['sess', 'session_id', 'user_id', 'expires_at', 'expireAt'])('%s is of a session', (field) => {
  expect(userFault({ ...ada, [field]: '1' })).toMatch(new RegExp(`\`${field}\`.*session`));
});

describe.each([
  'verified',
  '_verified',
  'confirmed',
  'email_verified_at',
  'emailVerifiedAt',
  'isEmailVerified',
  'isVerified',
  'emailVerification',
])('the mark %s', (mark) => {
  test.each([false, null, 0, ''])('that is %j has to be mapped', (value) => {
    expect(userFault({ ...ada, [mark]: value })).toContain(`return emailVerified: Boolean(user.${mark})`);
    expect(userFault({ ...ada, [mark]: value, emailVerified: false })).toBeUndefined();
  });

  test('that says yes, or is undefined, changes nothing', () => {
    for (const value of [true, '2026-01-02', undefined]) expect(userFault({ ...ada, [mark]: value })).toBeUndefined();
  });
});

test.each(['adminScopes', 'allowedEmailDomains', 'scopes'])('%s with a hole is refused', (field) => {
  // biome-ignore lint/suspicious/noSparseArray: it is what is tested
  expect(userFault({ ...ada, [field]: [,] })).toContain(`its ${field} must be`);
});
