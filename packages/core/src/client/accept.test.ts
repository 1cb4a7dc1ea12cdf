import { describe, expect, test } from 'vitest';
import { httpServer, json, type TestServer } from '../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../test/client/invitations.ts';
import type { InvitationTarget } from '../index.ts';

const USER = { email: 'grace@example.com' };

async function answering(reply: unknown): Promise<TestServer> {
  return httpServer((_, response) => json(response, 200, reply));
}

function bodies(server: TestServer): unknown[] {
  return server.requests.map(({ body }) => JSON.parse(body));
}

describe('whatever shape the answer has', () => {
  const [a, b] = [wireInvitation('a'), wireInvitation('b')];

  test.each([
    ['a wrapped list', { invitations: [a, b] }],
    ['a bare list', [a, b]],
  ])('%s gives an array, and acceptInvitation the one asked for', async (_, reply) => {
    const vortex = clientFor(await answering(reply));
    const accepted = await vortex.acceptInvitations(['a', 'b'], USER);
    expect(accepted.map(({ id, scopes }) => [id, scopes.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(await vortex.acceptInvitation('b', USER)).toMatchObject({ id: 'b', scopes: [{ scopeId: 'team-7' }] });
  });

  test('a single invitation gives an array of one', async () => {
    const vortex = clientFor(await answering(a));
    expect(await vortex.acceptInvitations(['a'], USER)).toMatchObject([{ id: 'a' }]);
    expect(await vortex.acceptInvitation('a', USER)).toMatchObject({ id: 'a', scopes: [{ scopeId: 'team-7' }] });
  });

  test('a single invitation under another id is what acceptInvitation gives', async () => {
    const vortex = clientFor(await answering({ invitations: [b] }));
    expect(await vortex.acceptInvitation('a', USER)).toMatchObject({ id: 'b' });
  });

  test('no invitation at all is an error for acceptInvitation', async () => {
    const vortex = clientFor(await answering({ invitations: [] }));
    expect(await vortex.acceptInvitations(['a'], USER)).toEqual([]);
    await expect(vortex.acceptInvitation('a', USER)).rejects.toMatchObject({ code: 'invalid_response' });
  });
});

describe('the older inputs', () => {
  const email: InvitationTarget = { type: 'email', value: 'grace@example.com', name: 'Grace' };
  const phone: InvitationTarget = { type: 'phone', value: '+1555' };

  test.each([
    [email, { email: 'grace@example.com', name: 'Grace' }],
    [phone, { phone: '+1555' }],
    [{ type: 'phoneNumber', value: '+1555' }, { phone: '+1555' }],
    [{ type: 'sms', value: '+1555', name: null }, { phone: '+1555' }],
    [[email], { email: 'grace@example.com', name: 'Grace' }],
    [[phone, email], { email: 'grace@example.com', phone: '+1555', name: 'Grace' }],
  ])('%j become a user', async (target, user) => {
    const server = await answering({ invitations: [wireInvitation('a')] });
    expect(await clientFor(server).acceptInvitations(['a'], target)).toMatchObject([{ id: 'a' }]);
    expect(await clientFor(server).acceptInvitation('a', target)).toMatchObject({ id: 'a' });
    expect(bodies(server)).toEqual([
      { invitationIds: ['a'], user },
      { invitationIds: ['a'], user },
    ]);
  });

  test('several addresses of one kind are several requests, each with its own idempotency key', async () => {
    const server = await httpServer((_, response, count) =>
      json(response, 200, { invitations: [wireInvitation(`i${count}`)] }),
    );
    const targets = ['a', 'b'].map((name): InvitationTarget => ({ type: 'email', value: `${name}@example.com` }));
    const accepted = await clientFor(server).acceptInvitations(['a'], targets, { idempotencyKey: 'k' });
    expect(accepted.map(({ id }) => id)).toEqual(['i1', 'i2']);
    expect(bodies(server)).toMatchObject([{ user: { email: 'a@example.com' } }, { user: { email: 'b@example.com' } }]);
    expect(server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['k', 'k-1']);
  });

  test('their keys belong together where none was given', async () => {
    const server = await answering({ invitations: [wireInvitation('a')] });
    await clientFor(server).acceptInvitations(['a'], [email, { type: 'email', value: 'ada@example.com' }]);
    const [first, second] = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toBe(`${first}-1`);
  });

  test('one that can not accept is refused before the first request', async () => {
    const server = await answering({ invitations: [] });
    const targets: InvitationTarget[] = [email, { type: 'username', value: 'grace' }];
    await expect(clientFor(server).acceptInvitations(['a'], targets)).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    expect(server.requests).toHaveLength(0);
  });
});

describe('what can not be accepted is refused before a request', () => {
  test.each([
    [[], USER],
    [[''], USER],
    [['a', null], USER],
    ['a', USER],
    [undefined, USER],
    [['a'], {}],
    [['a'], { name: 'Grace' }],
    [['a'], { email: '' }],
    [['a'], []],
    [['a'], null],
    [['a'], 'grace@example.com'],
    [['a'], { type: 'email', value: '' }],
  ])('%j for %j', async (ids, user) => {
    const server = await answering({ invitations: [] });
    const call = clientFor(server).acceptInvitations(ids as string[], user as typeof USER);
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(server.requests).toHaveLength(0);
  });
});
