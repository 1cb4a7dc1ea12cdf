import { describe, expect, test } from 'vitest';
import { accepting, BASE, byTarget, expectRefused, syncing } from '../asking.ts';
import type { Start } from '../subject.ts';
import { post } from '../wire.ts';
import { invitationIds, PEOPLE, settingsOf, useWorld } from '../world.ts';

const { bob, eve } = PEOPLE;

/** Which person it is, told apart from those who look alike, and what is said of them. */
export function identityCases(start: Start): void {
  describe('one person is not another', () => {
    const world = useWorld(start);

    test('whose user id differs in case only', async () => {
      const app = await world.start();
      const other = { id: 'BOB' };
      expectRefused(await app.as(other, byTarget('internal', 'bob')), world);
      expectRefused(await app.as(other, syncing({})), world);
      const creator = { id: 'ADA' };
      const { email } = invitationIds(world);
      expectRefused(await app.as(creator, { method: 'DELETE', path: `${BASE}/invitations/${email}` }), world);
    });

    test('but an invitation of several people is for each of them', async () => {
      const app = await world.start();
      const target = [
        { type: 'email', value: 'ada@acme.test' },
        { type: 'email', value: bob.email },
      ];
      world.cloud.answer('GET', '/api/v1/invitations/several', { id: 'several', target });
      world.cloud.answer('POST', '/api/v1/invitations/accept', { invitations: [{ id: 'several' }] });
      expect((await app.as(bob, accepting({ invitationIds: ['several'] }))).status).toBe(200);
    });

    test('and a link that is addressed in a way nobody knows is not for whoever has it', async () => {
      const app = await world.start();
      const target = [
        { type: 'share', value: 'x' },
        { type: 'handle', value: '@mia' },
      ];
      world.cloud.answer('GET', '/api/v1/invitations/link', { id: 'link', deliveryTypes: ['share'], target });
      expectRefused(await app.as(eve, accepting({ invitationIds: ['link'] })), world);
    });
  });

  describe('what is sent of a person', () => {
    const world = useWorld(start);
    const unverified = { ...bob, emailVerified: false };

    test('has no email that is not verified, also under a rule of the app’s own', async () => {
      const app = await world.start(settingsOf(world, { authorize: { accept: true } }));
      const { internal } = invitationIds(world);
      await app.as(unverified, accepting({ invitationIds: [internal] }));
      expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: [internal] } }]);
      expect(world.cloud.changes[0]?.body).toMatchObject({ user: { phone: bob.phone } });
      expect(JSON.stringify(world.cloud.changes)).not.toContain(bob.email);
      const [entry] = (await app.journal()).flatMap((one) => (one.kind === 'rule' ? [one.context] : []));
      expect(entry).toMatchObject({ acceptor: { phone: bob.phone }, addresses: [] });
      expect(JSON.stringify(entry?.acceptor)).not.toContain(bob.email);
    });

    test('is `user` where a `target` stands beside it', async () => {
      const app = await world.start();
      const { email } = invitationIds(world);
      const body = { invitationIds: [email], user: { email: bob.email }, target: { type: 'phone', value: bob.phone } };
      expect((await app.as(bob, accepting(body))).status).toBe(200);
      expect(world.cloud.changes[0]?.body).toEqual({ invitationIds: [email], user: { email: bob.email } });
    });

    test('has no phone number in the older kind of token', async () => {
      const app = await world.start();
      const { json } = await app.as(bob, post(`${BASE}/jwt`, {}));
      expect(decodeToken(json.jwt)).not.toContain('555');
      const { json: current } = await app.as(bob, post(`${BASE}/token`, {}));
      expect(decodeToken(current.token)).toContain(bob.phone);
    });

    test.each(['jwt', 'token'])('has attributes of the user’s, which `claims` may replace, in /%s', async (kind) => {
      const app = await world.start(settingsOf(world, { claims: { attributes: { plan: 'free' } } }));
      const user = { id: 'ada', attributes: { plan: 'pro' } };
      const { json } = await app.as(user, post(`${BASE}/${kind}`, {}));
      expect(decodeToken(json[kind])).toContain('"attributes":{"plan":"free"}');
    });

    test.each(['jwt', 'token'])('is for no scope of which two could be meant, in /%s', async (kind) => {
      const app = await world.start();
      const scopes = [
        { type: 'project', id: '7' },
        { type: 'team', id: 7 },
      ];
      const asking = (context: object) => app.as({ id: 'ada', scopes }, post(`${BASE}/${kind}`, { context }));
      expectRefused(await asking({ scope: '7' }), world);
      expect((await asking({ scope: '7', scopeType: 'team' })).status).toBe(200);
    });
  });
}

/** The claims of a token, as text. */
function decodeToken(token: unknown): string {
  return Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString();
}
