import { describe, expect, test } from 'vitest';
import type { Platform, Start } from '../subject.ts';
import { post } from '../wire.ts';
import { invitationIds, PEOPLE, useWorld } from '../world.ts';

const { ada, bob, kim, max } = PEOPLE;
const BASE = '/api/vortex';

/** The route table and its methods (docs/protocol.md §5). */
export function routeCases(start: Start, platform: Platform): void {
  const { handsOverOddPaths = true, handsOverUndecodablePaths = handsOverOddPaths } = platform;
  describe('routes', () => {
    const world = useWorld(start);

    describe('answer as the official provider expects', () => {
      test('GET /invitations', async () => {
        const app = await world.start();
        const query = new URLSearchParams({ targetType: 'email', targetValue: bob.email });
        const answer = await app.as(bob, { path: `${BASE}/invitations?${query}` });
        expect(answer.status).toBe(200);
        expect(answer.json.invitations).toMatchObject([{ id: invitationIds(world).email }]);
        expect(answer.headers['cache-control']).toBe('no-store');
      });

      test('GET /invitations with the older names of the target types', async () => {
        const app = await world.start();
        const phone = new URLSearchParams({ targetType: 'phoneNumber', targetValue: bob.phone });
        expect((await app.as(bob, { path: `${BASE}/invitations?${phone}` })).json).toEqual({ invitations: [] });
        const internal = new URLSearchParams({ targetType: 'username', targetValue: 'bob' });
        const answer = await app.as(bob, { path: `${BASE}/invitations?${internal}` });
        expect(answer.json.invitations).toMatchObject([{ id: invitationIds(world).internal }]);
      });

      test('GET, reinvite and DELETE of one invitation', async () => {
        const app = await world.start();
        const { email: id } = invitationIds(world);
        const json = { 'content-type': 'application/json' };
        const got = await app.as(ada, { path: `${BASE}/invitations/${id}`, headers: json });
        expect(got).toMatchObject({ status: 200, json: { id, target: [{ value: bob.email }] } });
        const again = await app.as(ada, post(`${BASE}/invitations/${id}/reinvite`, undefined));
        expect(again).toMatchObject({ status: 200, json: { id, deliveryCount: 2 } });
        const revoked = await app.as(ada, { method: 'DELETE', path: `${BASE}/invitations/${id}`, headers: json });
        expect(revoked).toMatchObject({ status: 200, json: { success: true } });
        expect(world.cloud.changes.map(({ method, path }) => `${method} ${path}`)).toEqual([
          `POST /api/v1/invitations/${id}/reinvite`,
          `DELETE /api/v1/invitations/${id}`,
        ]);
      });

      test('POST /invitations/accept with a target', async () => {
        const app = await world.start();
        const { email: id } = invitationIds(world);
        const body = { invitationIds: [id], target: { type: 'email', value: bob.email } };
        const answer = await app.as(bob, post(`${BASE}/invitations/accept`, body));
        expect(answer).toMatchObject({ status: 200, json: { invitations: [{ id, status: 'accepted' }] } });
        expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: [id], user: { email: bob.email } } }]);
      });

      test.each(['by-scope', 'by-group'])('GET and DELETE /invitations/%s', async (word) => {
        const app = await world.start();
        const path = `${BASE}/invitations/${word}/team/42`;
        const listed = await app.as(kim, { path });
        expect(listed.json.invitations).toHaveLength(2);
        expect(await app.as(kim, { method: 'DELETE', path })).toMatchObject({ status: 200, json: { success: true } });
        expect((await app.as(kim, { path })).json).toEqual({ invitations: [] });
      });

      test('GET and POST autojoin', async () => {
        const app = await world.start();
        const path = `${BASE}/invitations/by-scope/team/42/autojoin`;
        expect((await app.as(kim, { path })).json).toMatchObject({ autojoinDomains: [{ domain: 'acme.test' }] });
        const metadata = { from: 'settings', by: null, tags: ['a', 1, true, null] };
        const body = { domains: ['acme.test', 'acme.example'], componentId: 'c-1', metadata };
        const answer = await app.as(kim, post(path, body));
        expect(answer).toMatchObject({ status: 200, json: { invitation: { invitationType: 'autojoin' } } });
        expect(world.cloud.changes.at(-1)?.body).toEqual({ scope: '42', scopeType: 'team', ...body });
      });

      test('POST /invitations/sync-internal-invitation', async () => {
        const app = await world.start();
        const body = { creatorId: 'ada', targetValue: 'bob', action: 'declined', componentId: 'people' };
        const answer = await app.as(bob, post(`${BASE}/invitations/sync-internal-invitation`, body));
        expect(answer).toMatchObject({
          status: 200,
          json: { processed: 1, invitationIds: [invitationIds(world).internal] },
        });
      });

      test('no reply has a `data` at its top, which the provider would take for the whole', async () => {
        const app = await world.start();
        world.cloud.answer('GET', '/api/v1/invitations/with-data', {
          id: 'with-data',
          foreignCreatorId: 'ada',
          data: 1,
        });
        const answer = await app.as(ada, { path: `${BASE}/invitations/with-data` });
        expect(answer.json).toMatchObject({ id: 'with-data' });
        expect(answer.json).not.toHaveProperty('data');
      });
    });

    describe('that are none are answered with 404, signed in or not', () => {
      const paths = [
        '/nothing',
        '/jwt/more',
        '/invitations/by-scope',
        '/invitations/by-group',
        '/invitations/autojoin',
        '/invitations/by-scope/team',
        '/invitations/a/b/c/d',
        '/invitations/autojoin/reinvite',
      ];
      const odd = ['/', '', '/invitations//accept', '/invitations//', '/invitations/by-scope//42'];
      const undecodable = ['/invitations/%', '/invitations/%zz', '/invitations/%c3%28'];
      const ours = [...paths, ...(handsOverOddPaths ? odd : []), ...(handsOverUndecodablePaths ? undecodable : [])];
      test.each(ours)('%s', async (path) => {
        const app = await world.start();
        for (const method of ['GET', 'POST', 'DELETE']) {
          const answer = await app.as(method === 'GET' ? null : max, { method, path: `${BASE}${path}` });
          expect(answer).toMatchObject({ status: 404, json: { error: expect.any(String), code: 'route_not_found' } });
        }
        expect(world.cloud.requests).toEqual([]);
      });

      const theirs = [...odd, ...undecodable].filter((path) => !ours.includes(path));
      if (theirs.length === 0) return;
      test.each(theirs)('%s leads nowhere', async (path) => {
        const app = await world.start();
        for (const method of ['GET', 'POST', 'DELETE']) {
          const { status } = await app.as(max, { method, path: `${BASE}${path}` });
          expect(status).toBeGreaterThanOrEqual(300);
        }
        expect(world.cloud.requests).toEqual([]);
      });
    });

    describe('answer another method with 405 and Allow, before anything else', () => {
      test.each([
        ['GET', '/jwt', 'POST'],
        ['GET', '/token', 'POST'],
        ['POST', '/invitations', 'GET'],
        ['GET', '/invitations/accept', 'POST'],
        ['DELETE', '/invitations/accept', 'POST'],
        ['DELETE', '/invitations/sync-internal-invitation', 'POST'],
        ['PUT', '/invitations/some-id', 'GET, DELETE'],
        ['DELETE', '/invitations/some-id/reinvite', 'POST'],
        ['POST', '/invitations/by-scope/team/42', 'GET, DELETE'],
        ['DELETE', '/invitations/by-scope/team/42/autojoin', 'GET, POST'],
      ])('%s %s', async (method, path, allow) => {
        const app = await world.start();
        const headers = { origin: 'https://evil.test' };
        const answer = await app.call({ method, path: `${BASE}${path}`, headers });
        expect(answer).toMatchObject({ status: 405, headers: { allow }, json: { code: 'method_not_allowed' } });
      });
    });
  });
}
