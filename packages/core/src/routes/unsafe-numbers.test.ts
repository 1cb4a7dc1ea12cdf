import { expect, test } from 'vitest';
import type { InvitationResult } from '../index.ts';
import { acceptedBefore } from './handlers/accepted-before.ts';
import type { RoutesClient } from './routes-client.ts';
import { DEFAULT_RULES } from './rules.ts';

// In JSON 9007199254740993 is this number too, and so is another one's id.
const UNSAFE = 9_007_199_254_740_992;

function invitation(fields: object): InvitationResult {
  return { id: 'inv-1', ...fields } as InvitationResult;
}

test.each([
  [UNSAFE, false],
  [42, true],
  ['42', true],
  [String(UNSAFE), true],
])('a scope whose id is %j in the Cloud lets its members read: %s', async (scopeId, allowed) => {
  const user = { id: 'ada', scopes: [{ type: 'team', id: String(scopeId), admin: true }] };
  const context = { user, request: {}, invitationId: 'inv-1' };
  const shown = { ...context, invitation: invitation({ scopes: [{ type: 'team', scopeId }] }) };
  for (const rule of [DEFAULT_RULES.read, DEFAULT_RULES.revoke]) {
    expect(await rule(shown as never, {} as RoutesClient)).toBe(allowed);
  }
});

test.each([
  [UNSAFE, false],
  [42, true],
  ['42', true],
])('a target %j is the one who has accepted before: %s', (value, same) => {
  const user = { id: String(value) };
  const target = { type: 'internal', value };
  const before = acceptedBefore({}, user);
  expect(before(invitation({ status: 'accepted', target: [target] }))).toBe(same);
  expect(before(invitation({ accepts: [{ target }] }))).toBe(same);
});
