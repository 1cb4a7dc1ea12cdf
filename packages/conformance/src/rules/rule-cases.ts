import type { VortexUser } from '@vortex/core';
import { describe, expect, test } from 'vitest';
import { accepting, BASE, byTarget, configuring, expectRefused, invite, shareLink, syncing } from '../asking.ts';
import type { Start } from '../subject.ts';
import type { Call } from '../wire.ts';
import { invitationIds, PEOPLE, type Person, useWorld } from '../world.ts';
import { TABLE } from './rule-table.ts';

const { bob, mia, kim, eve } = PEOPLE;

/** Who may do what. */
export function ruleCases(start: Start): void {
  describe('without a rule of the app’s own', () => {
    const world = useWorld(start);

    describe.each(TABLE)('$action', ({ ask, allowed }) => {
      test.each(Object.keys(PEOPLE) as Person[])('%s', async (person) => {
        const app = await world.start();
        const answer = await app.as(PEOPLE[person], ask(world, person));
        if (allowed.includes(person)) expect(answer.status).toBe(200);
        else expectRefused(answer, world);
      });

      test('nobody', async () => {
        const app = await world.start();
        const answer = await app.as(null, ask(world, 'eve'));
        expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
        expect(world.cloud.requests).toEqual([]);
      });
    });

    describe('accepting as somebody else is refused', () => {
      const user = { id: 'bob', email: 'kk@else.test', phone: bob.phone };
      const mine = { email: user.email };
      const cases: [name: string, body: Record<string, unknown>][] = [
        ['a foreign email', { user: { email: 'ada@acme.test' } }],
        ['the own email and a foreign phone', { user: { ...mine, phone: eve.phone } }],
        ['the own phone and a foreign email', { user: { phone: user.phone, email: eve.email } }],
        ['the own email, and a foreign target', { user: mine, target: { type: 'email', value: eve.email } }],
        ['the own email, and a foreign user id', { user: mine, target: { type: 'internal', value: 'ada' } }],
        ['a foreign phone as target', { target: { type: 'phoneNumber', value: eve.phone } }],
        ['a foreign email that folds to the own one outside ASCII', { user: { email: '\u212Ak@else.test' } }],
      ];
      test.each(cases)('%s', async (_name, body) => {
        const app = await world.start();
        const { internal } = invitationIds(world);
        expectRefused(await app.as(user, accepting({ ...body, invitationIds: [internal] })), world);
      });
    });

    describe('accepting as oneself', () => {
      test('without an address, one’s own are sent', async () => {
        const app = await world.start();
        const { email: id } = invitationIds(world);
        const body = { invitationIds: [id, id], user: { name: 'Bob', isExisting: true, role: 'admin' } };
        expect((await app.as(bob, accepting(body))).status).toBe(200);
        const user = { email: bob.email, phone: bob.phone, name: 'Bob', isExisting: true };
        expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: [id], user } }]);
        expect(world.cloud.changes[0]?.body).toEqual({ invitationIds: [id], user });
      });

      test('addresses are compared without case and outer spaces, and sent as they are', async () => {
        const app = await world.start();
        const email = ` ${bob.email.toUpperCase()} `;
        const body = { invitationIds: [invitationIds(world).email], user: { email } };
        expect((await app.as(bob, accepting(body))).status).toBe(200);
        expect(world.cloud.changes).toMatchObject([{ body: { user: { email } } }]);
      });

      test('one foreign invitation among one’s own, and none is accepted', async () => {
        const app = await world.start();
        const made = await invite(world, { type: 'email', value: 'mia@acme.test' });
        const ids = [invitationIds(world).email, made];
        expectRefused(await app.as(bob, accepting({ invitationIds: ids })), world);
      });

      test('an in-app invitation to one’s user id', async () => {
        const app = await world.start();
        const { internal } = invitationIds(world);
        const body = { invitationIds: [internal], target: { type: 'username', value: 'bob' } };
        expect((await app.as(bob, accepting(body))).status).toBe(200);
      });

      test('somebody without any address is told so', async () => {
        const app = await world.start();
        shareLink(world);
        expect((await app.as({ id: 'x' }, accepting({ invitationIds: ['share-1'] }))).status).toBe(400);
      });

      test('50 distinct ids pass, and repeated ones count once', async () => {
        const app = await world.start();
        const ids = Array.from({ length: 50 }, (_, i) => `share-${i}`);
        for (const id of ids) shareLink(world, { id });
        expect((await app.as(eve, accepting({ invitationIds: [...ids, ...ids] }))).status).toBe(200);
        expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: ids } }]);
      });
    });

    describe('a share link that is addressed to a person as well', () => {
      test('is not for whoever knows its id', async () => {
        const app = await world.start();
        const target = [
          { type: 'share', value: 'x' },
          { type: 'email', value: 'mia@acme.test' },
        ];
        shareLink(world, { target });
        expectRefused(await app.as(eve, accepting({ invitationIds: ['share-1'] })), world);
        expect((await app.as(mia, accepting({ invitationIds: ['share-1'] }))).status).toBe(200);
      });
    });

    test('an invitation of which the Cloud says nothing opens nothing', async () => {
      const app = await world.start();
      world.cloud.answer('GET', '/api/v1/invitations/empty', { id: 'empty', foreignCreatorId: '' });
      const user = { id: 'x', email: 'x@y.test', scopes: [{ type: 'undefined', id: 'undefined', admin: true }] };
      for (const call of [
        { path: `${BASE}/invitations/empty` },
        { method: 'DELETE', path: `${BASE}/invitations/empty` },
        accepting({ invitationIds: ['empty'] }),
      ]) {
        expectRefused(await app.as(user, call), world);
      }
    });

    describe('what is not one’s own', () => {
      test.each<[string, VortexUser, Call]>([
        [
          'an email that folds to one’s own only outside ASCII',
          { id: 'x', email: 'kim@else.test' },
          byTarget('email', '\u212Aim@else.test'),
        ],
        ['a phone number that is one’s email', { id: 'x', email: '+15550100' }, byTarget('phone', '+15550100')],
        ['an email when one has none', { id: 'x', email: '' }, byTarget('email', ' x ')],
        ['another’s user id', eve, byTarget('internal', 'bob')],
        ['another’s answers', eve, syncing({})],
        ['answers in another’s name', eve, syncing({ creatorId: 'eve' })],
      ])('%s', async (_name, user, call) => {
        const app = await world.start();
        expectRefused(await app.as(user, call), world);
      });
    });

    test('`adminScopes` grants nothing', async () => {
      const app = await world.start();
      const user = { ...eve, adminScopes: ['team', '42', 'team:42', 'autojoin'] };
      expectRefused(await app.as(user, { method: 'DELETE', path: `${BASE}/invitations/by-scope/team/42` }), world);
      expectRefused(await app.as(user, configuring([])), world);
    });

    test('a scope of the same id and another type grants nothing', async () => {
      const app = await world.start();
      const user = { id: 'x', scopes: [{ type: 'project', id: '42', admin: true }] };
      expectRefused(await app.as(user, { path: `${BASE}/invitations/by-scope/team/42` }), world);
    });

    describe('autojoin domains stay within `allowedEmailDomains`', () => {
      test.each<[readonly string[], readonly string[], number]>([
        [['acme.test'], ['acme.test'], 200],
        [['@ACME.test '], ['acme.TEST'], 200],
        [['acme.test'], [], 200],
        [['acme.test'], ['acme.test', 'evil.test'], 403],
        [['acme.test'], ['sub.acme.test'], 403],
        [[], ['acme.test'], 403],
      ])('%j allows %j: %i', async (allowedEmailDomains, domains, status) => {
        const app = await world.start();
        expect((await app.as({ ...kim, allowedEmailDomains }, configuring(domains))).status).toBe(status);
        expect(world.cloud.changes).toHaveLength(status === 200 ? 1 : 0);
      });
    });
  });
}
