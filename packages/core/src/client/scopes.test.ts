import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { httpServer, json } from '../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../test/client/invitations.ts';
import type { CreateInvitationRequest } from '../index.ts';

const BASE = {
  widgetConfigurationId: 'component-1',
  target: { type: 'email', value: 'grace@example.com' },
  inviter: { userId: 'user-1' },
} satisfies CreateInvitationRequest;

/** The `groups` that reach the server. */
async function sent(request: Partial<CreateInvitationRequest>): Promise<unknown> {
  const server = await httpServer((_, response) => json(response, 201, { id: 'inv-1' }));
  await clientFor(server).createInvitation({ ...BASE, ...request });
  const body = JSON.parse(server.requests[0]?.body ?? '');
  for (const name of ['scopeId', 'scopeType', 'scopeName', 'scopes']) expect(body).not.toHaveProperty(name);
  return body.groups;
}

/** A read invitation, sent as given. */
async function received(fields: Record<string, unknown>) {
  const server = await httpServer((_, response) => json(response, 200, wireInvitation('inv-1', fields)));
  return clientFor(server).getInvitation('inv-1');
}

describe('a new invitation’s scope is sent', () => {
  test('from the flat fields', async () => {
    expect(await sent({ scopeId: 's', scopeType: 'team', scopeName: 'S' })).toEqual([
      { groupId: 's', type: 'team', name: 'S' },
    ]);
  });

  test('from either list, under any of the names an id has had', async () => {
    const list = [
      { type: 'team', scopeId: 'a', name: 'A' },
      { type: 'team', groupId: 'b', name: 'B' },
      { type: 'team', groupId: '', scopeId: 'c', name: 'C' },
      { type: 'team', id: 'd', name: 'D' },
    ];
    const wire = ['a', 'b', 'c', 'd'].map((id) => ({ groupId: id, type: 'team', name: id.toUpperCase() }));
    expect(await sent({ scopes: list })).toEqual(wire);
    expect(await sent({ groups: list })).toEqual(wire);
  });

  test('also beside an empty list, which the official client lets win', async () => {
    const flat = { scopeId: 's', scopeType: 'team', scopeName: 'S' };
    const wire = [{ groupId: 's', type: 'team', name: 'S' }];
    expect(await sent({ ...flat, groups: [] })).toEqual(wire);
    expect(await sent({ ...flat, scopes: [], groups: [] })).toEqual(wire);
  });

  test('once, however often it is given, and none is lost', async () => {
    const team = { type: 'team', scopeId: 'a', name: 'A' };
    expect(
      await sent({
        scopeId: 'a',
        scopeType: 'team',
        scopeName: 'A',
        scopes: [team, { type: 'org', scopeId: 'a', name: 'O' }],
        groups: [team, { type: 'team', groupId: 'b', name: 'B' }],
      }),
    ).toEqual([
      { groupId: 'a', type: 'team', name: 'A' },
      { groupId: 'b', type: 'team', name: 'B' },
      { groupId: 'a', type: 'org', name: 'O' },
    ]);
  });

  test('not at all when there is none', async () => {
    expect(await sent({})).toBeUndefined();
    expect(await sent({ scopeId: undefined, scopes: [] })).toBeUndefined();
  });

  test('never without its type, nor its type without it', async () => {
    const server = await httpServer((_, response) => json(response, 201, { id: 'inv-1' }));
    // @ts-expect-error An id says nothing without its type.
    const untyped = clientFor(server).createInvitation({ ...BASE, scopeId: 't1' });
    await expect(untyped).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('both scopeId and scopeType'),
    });
    // @ts-expect-error Nor the other way round.
    const lost = clientFor(server).createInvitation({ ...BASE, scopeType: 'team' });
    await expect(lost).rejects.toMatchObject({
      code: 'invalid_argument',
      message: expect.stringContaining('both scopeId and scopeType'),
    });
    expect(server.requests).toHaveLength(0);
  });

  test('of the list where a type stands beside it alone, as it always was', async () => {
    const untyped = { scopeType: 'team', scopes: [{ type: 'team', scopeId: 's', name: 'S' }] } as object;
    expect(await sent(untyped)).toEqual([{ type: 'team', groupId: 's', name: 'S' }]);
  });

  test('never without its id', async () => {
    const server = await httpServer((_, response) => json(response, 201, { id: 'inv-1' }));
    const call = clientFor(server).createInvitation({ ...BASE, scopes: [{ type: 'team', name: 'A' }] });
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(server.requests).toHaveLength(0);
  });

  test('without touching what the caller holds', async () => {
    const request = Object.freeze({
      ...BASE,
      scopeId: 's',
      scopeType: 't',
      scopes: Object.freeze([Object.freeze({ type: 't', scopeId: 'x', name: 'X' })]),
    });
    await sent(request);
    expect(request).toMatchObject({ scopeId: 's', scopes: [{ scopeId: 'x' }] });
  });
});

describe('a read invitation has scopes and groups', () => {
  const NAMED = { scopeId: 's', groupId: 's', type: 'team', name: 'S' };

  test.each([
    ['groups', { groups: [{ groupId: 's', type: 'team', name: 'S' }] }],
    ['scopes', { groups: undefined, scopes: [{ scopeId: 's', type: 'team', name: 'S' }] }],
    ['scopes beside empty groups', { groups: [], scopes: [{ scopeId: 's', type: 'team', name: 'S' }] }],
    ['the flat pair', { groups: undefined, scope: 's', scopeType: 'team', scopeName: 'S' }],
    ['the flat pair beside empty groups', { groups: [], scope: 's', scopeType: 'team', scopeName: 'S' }],
  ])('from %s', async (_, fields) => {
    const { scopes, groups } = await received(fields);
    expect(scopes).toEqual([NAMED]);
    expect(groups).toEqual([NAMED]);
    expect(groups).not.toBe(scopes);
  });

  test('empty when it belongs to none', async () => {
    expect(await received({ groups: null, scope: null })).toMatchObject({ scopes: [], groups: [] });
  });

  test('whose id is not overwritten by a missing one', async () => {
    expect((await received({ groups: [{ scopeId: 's', type: 'team', name: 'S' }] })).scopes).toEqual([NAMED]);
  });

  test('in the autojoin answer as well', async () => {
    const server = await httpServer((_, response) =>
      json(response, 200, { autojoinDomains: [], invitation: wireInvitation('inv-1') }),
    );
    const { invitation } = await clientFor(server).getAutojoinDomains('team', 'team-7');
    expect(invitation?.scopes).toMatchObject([{ scopeId: 'team-7', groupId: 'team-7' }]);
  });

  test('and the component’s id under the name the types promise', async () => {
    const invitation = await received({ widgetConfigurationId: undefined, widgetId: 'component-9' });
    expect(invitation.widgetConfigurationId).toBe('component-9');
  });

  test('whatever else the Cloud sends', async () => {
    const server = await httpServer((request, response) =>
      json(response, 200, JSON.parse(String(request.headers['x-reply']))),
    );
    const vortex = clientFor(server);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('groups', 'scopes', 'scope', 'scopeType', 'widgetId', 'x'), fc.jsonValue()),
        async (fields) => {
          const reply = JSON.stringify({ ...fields, id: 'i' }).replace(/[^ -~]/g, '_');
          const { id, scopes, groups } = await vortex.getInvitation('i', { headers: { 'x-reply': reply } });
          expect([id, Array.isArray(scopes), groups]).toEqual(['i', true, scopes]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
