import { describe, expect, test } from 'vitest';
import { accepting, BASE, expectRefused, invite, shareLink } from '../asking.ts';
import type { Start } from '../subject.ts';
import { invitationIds, PEOPLE, useWorld } from '../world.ts';

const { ada, bob, eve } = PEOPLE;

/** How far an accept goes before a rule ends it. */
export function acceptCases(start: Start): void {
  describe('an accept of several', () => {
    const world = useWorld(start);
    const links = (count: number): string[] =>
      Array.from({ length: count }, (_, i) => {
        const id = `share-${i}`;
        shareLink(world, { id, target: [{ type: 'share', value: id }] });
        return id;
      });

    test('ends at the first one that is somebody else’s: of 50, one is read', async () => {
      const app = await world.start();
      const ids = links(49);
      const foreign = await invite(world, { type: 'email', value: 'mia@acme.test' });
      expectRefused(await app.as(eve, accepting({ invitationIds: [foreign, ...ids] })), world);
      expect(world.cloud.requests).toHaveLength(1);
    });

    test.each([
      [11, 0],
      [11, 5],
      [11, 10],
      [12, 11],
      [23, 1],
      [30, 17],
      [49, 25],
      [49, 48],
      [50, 49],
    ])('of %i, with one of somebody else’s at %i, accepts none', async (count, position) => {
      const app = await world.start();
      const ids = links(count - 1);
      ids.splice(position, 0, await invite(world, { type: 'email', value: 'mia@acme.test' }));
      expectRefused(await app.as(eve, accepting({ invitationIds: ids })), world);
      // Nothing that stands far behind the refused one is read.
      expect(world.cloud.requests.length).toBeLessThanOrEqual(position + 10);
    });

    test.each([1, 2, 11, 25, 49, 50])('of %i of one’s own sends them all, in their order', async (count) => {
      const app = await world.start();
      const ids = links(count);
      expect((await app.as(eve, accepting({ invitationIds: ids }))).status).toBe(200);
      expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: ids } }]);
      expect(world.cloud.requests).toHaveLength(count + 1);
    });

    test('reads nothing for a foreign address', async () => {
      const app = await world.start();
      const body = { invitationIds: links(50), user: { email: bob.email } };
      expectRefused(await app.as(eve, accepting(body)), world);
      expect(world.cloud.requests).toEqual([]);
    });

    test('that join by one’s email domain asks for them once', async () => {
      const app = await world.start();
      const { autojoin } = invitationIds(world);
      const ids = [...links(20), autojoin];
      expectRefused(await app.as(eve, accepting({ invitationIds: [autojoin, ...links(20)] })), world);
      expect(world.cloud.requests).toHaveLength(2);
      await app.as(ada, accepting({ invitationIds: ids }));
      const lists = world.cloud.requests.filter(({ path }) => path.includes('targetType='));
      expect(lists).toHaveLength(2);
    });
  });
  describe('accepting what can’t be accepted any more', () => {
    const world = useWorld(start);

    test('again what one has accepted oneself is 200, and is not sent again', async () => {
      const app = await world.start();
      const ask = accepting({ invitationIds: [invitationIds(world).email] });
      const first = await app.as(bob, ask);
      const second = await app.as(bob, ask);
      expect(second).toMatchObject({ status: 200, json: { invitations: [{ id: invitationIds(world).email }] } });
      expect(first.status).toBe(200);
      expect(world.cloud.changes).toHaveLength(1);
    });

    test('twice at once is 200 for both', async () => {
      const app = await world.start();
      const ask = accepting({ invitationIds: [invitationIds(world).email] });
      const answers = await Promise.all([app.as(bob, ask), app.as(bob, ask), app.as(bob, ask)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    });

    test('beside an open one accepts that', async () => {
      const app = await world.start();
      const { email, internal } = invitationIds(world);
      await app.as(bob, accepting({ invitationIds: [email] }));
      const answer = await app.as(bob, accepting({ invitationIds: [email, internal] }));
      expect(answer).toMatchObject({ status: 200, json: { invitations: [{ id: email }, { id: internal }] } });
      expect(world.cloud.changes.at(-1)).toMatchObject({ body: { invitationIds: [internal] } });
    });

    test.each([
      [
        'already_accepted',
        { status: 'accepted', accepts: [{ id: 'a', target: { type: 'email', value: 'x@y.test' } }] },
      ],
      ['already_accepted', { status: 'accepted_elsewhere' }],
      ['revoked', { deactivated: true }],
      ['expired', { expired: true }],
    ])('is a 409 with %s for %j', async (code, state) => {
      const app = await world.start();
      const invitation = { id: 'closed', target: [{ type: 'email', value: bob.email }], ...state };
      world.cloud.answer('GET', '/api/v1/invitations/closed', invitation);
      world.cloud.answer('POST', '/api/v1/invitations/accept', { message: 'closed' }, 409);
      const answer = await app.as(bob, accepting({ invitationIds: ['closed'] }));
      expect(answer).toMatchObject({ status: 409, json: { code } });
    });

    test('is a 409 where nothing says why, and one that says why speaks for all', async () => {
      const app = await world.start();
      const open = { id: 'open', target: [{ type: 'email', value: bob.email }] };
      world.cloud.answer('GET', '/api/v1/invitations/open', open);
      world.cloud.answer('GET', '/api/v1/invitations/closed', { ...open, id: 'closed', deactivated: true });
      world.cloud.answer('POST', '/api/v1/invitations/accept', { message: 'conflict' }, 409);
      const alone = await app.as(bob, accepting({ invitationIds: ['open'] }));
      expect(alone).toMatchObject({ status: 409, json: { code: 'conflict' } });
      const both = await app.as(bob, accepting({ invitationIds: ['open', 'closed'] }));
      expect(both).toMatchObject({ status: 409, json: { code: 'revoked' } });
    });

    test('after it was revoked says so', async () => {
      const app = await world.start();
      const { email: id } = invitationIds(world);
      await app.as(ada, { method: 'DELETE', path: `${BASE}/invitations/${id}` });
      const answer = await app.as(bob, accepting({ invitationIds: [id] }));
      expect(answer).toMatchObject({ status: 409, json: { code: 'revoked' } });
    });

    test('since it does not exist is a 404, though others do', async () => {
      const app = await world.start();
      const missing = '00000000-0000-4000-8000-00000000dead';
      const answer = await app.as(bob, accepting({ invitationIds: [invitationIds(world).email, missing] }));
      expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } });
      expect(world.cloud.changes).toEqual([]);
    });

    test('of somebody else is still refused, whatever its state', async () => {
      const app = await world.start();
      const { email: id } = invitationIds(world);
      await app.as(bob, accepting({ invitationIds: [id] }));
      expect((await app.as(eve, accepting({ invitationIds: [id] }))).status).toBe(403);
    });
  });
}
