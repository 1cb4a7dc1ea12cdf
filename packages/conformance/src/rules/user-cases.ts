import { describe, expect, test } from 'vitest';
import { accepting, BASE, byTarget, expectRefused, syncing } from '../asking.ts';
import type { Start } from '../subject.ts';
import { type Call, post } from '../wire.ts';
import { type App, invitationIds, PEOPLE, useWorld, type World } from '../world.ts';

const { ada, bob } = PEOPLE;

/** What `authenticate` may return, and what its flags open. */
export function userCases(start: Start): void {
  describe('the signed-in user', () => {
    const world = useWorld(start);

    /** Everything that a verified email opens, as Bob. */
    const opened: [name: string, ask: (world: World) => Call][] = [
      ['listing', () => byTarget('email', bob.email)],
      ['reading', (world) => ({ path: `${BASE}/invitations/${invitationIds(world).email}` })],
      ['accepting', (world) => accepting({ invitationIds: [invitationIds(world).email] })],
      [
        'accepting as oneself',
        (world) => accepting({ invitationIds: [invitationIds(world).internal], user: { email: bob.email } }),
      ],
    ];

    describe.each(opened)('with an email, %s', (_name, ask) => {
      test.each([true, undefined])('is allowed with emailVerified: %j', async (emailVerified) => {
        const app = await world.start();
        expect((await app.as({ ...bob, emailVerified }, ask(world))).status).toBe(200);
      });

      test.each([false, null])('is refused with emailVerified: %j', async (emailVerified) => {
        const app = await world.start();
        expectRefused(await app.as({ ...bob, emailVerified }, ask(world)), world);
      });
    });

    test.each([false, null])('with emailVerified: %j joins nothing', async (emailVerified) => {
      const app = await world.start();
      const user = { ...ada, phone: '+15550142', emailVerified };
      expectRefused(await app.as(user, accepting({ invitationIds: [invitationIds(world).autojoin] })), world);
    });

    test.each([false, null])(
      'with emailVerified: %j keeps what rests on the phone and the id',
      async (emailVerified) => {
        const app = await world.start();
        expect((await app.as({ ...bob, emailVerified }, byTarget('phone', bob.phone))).status).toBe(200);
        expect((await app.as({ ...bob, emailVerified }, syncing({}))).status).toBe(200);
      },
    );

    const flags = [0, 1, '', 'false', 'true', '2026-01-02T03:04:05.000Z', {}, [true]];
    test.each(flags.map((flag) => [flag]))(
      'with emailVerified: %j is a 500 that shows how to convert it',
      async (emailVerified) => {
        const app = await world.start();
        for (const [, ask] of opened) await expectBadUser(app, { ...bob, emailVerified }, ask(world));
        const reasons = await reasonsOf(app);
        expect(reasons).toHaveLength(opened.length);
        for (const reason of reasons) expect(reason).toContain('Boolean(user.emailVerified)');
        expect(world.cloud.requests).toEqual([]);
      },
    );

    describe.each(['email_verified', 'email_confirmed_at'])('with the mark %s of another library', (mark) => {
      test.each([true, false, null, 1, '2026-01-02T03:04:05Z'])('%j is a 500 that names it', async (value) => {
        const app = await world.start();
        await expectBadUser(app, { ...bob, [mark]: value }, byTarget('email', bob.email));
        expect((await reasonsOf(app))[0]).toMatch(new RegExp(`${mark}.*emailVerified`));
      });

      test('is left aside where the app has answered with emailVerified', async () => {
        const app = await world.start();
        const ask = byTarget('email', bob.email);
        expect((await app.as({ ...bob, [mark]: false, emailVerified: true } as never, ask)).status).toBe(200);
        expectRefused(await app.as({ ...bob, [mark]: true, emailVerified: false } as never, ask), world);
      });
    });

    const sessions: [name: string, session: object][] = [
      ['express-session', { id: 'sid-1', cookie: { path: '/', httpOnly: true } }],
      ['Lucia', { id: 'sid-1', userId: 'bob', fresh: false, expiresAt: '2026-12-01T00:00:00.000Z' }],
      ['Better Auth', { id: 'sid-1', userId: 'bob', token: 't-1', expiresAt: '2026-12-01T00:00:00.000Z' }],
      ['Auth.js', { id: 'sid-1', user: { id: 'bob' }, expires: '2026-12-01T00:00:00.000Z' }],
      ['OpenID Connect claims', { id: 'bob', sub: 'bob', email: bob.email, iat: 1, exp: 2 }],
      ['an OAuth grant', { id: 'bob', access_token: 't-1' }],
      ['a user of Supabase whose email is not confirmed', { id: 'bob', email: bob.email, app_metadata: {} }],
    ];
    test.each(sessions)('is not %s', async (_name, session) => {
      const app = await world.start();
      await expectBadUser(app, session, post(`${BASE}/token`, {}));
      expect((await reasonsOf(app))[0]).toMatch(/session|claims|account/);
    });

    const wrong: [name: string, user: object][] = [
      ['a name in parts', { id: 'bob', name: { givenName: 'Bob' } }],
      ['an avatar that is an object', { id: 'bob', avatarUrl: {} }],
      ['adminScopes that are a string', { id: 'bob', adminScopes: 'autojoin' }],
      ['allowedEmailDomains that are a string', { id: 'bob', allowedEmailDomains: 'acme.test' }],
      ['allowedEmailDomains with a number', { id: 'bob', allowedEmailDomains: [1] }],
      ['attributes that are a string', { id: 'bob', attributes: 'pro' }],
      ['a scope with admin: 1', { id: 'bob', scopes: [{ type: 'team', id: '42', admin: 1 }] }],
      ['a scope with admin: "true"', { id: 'bob', scopes: [{ type: 'team', id: '42', admin: 'true' }] }],
      ['an id past 2^53', { id: 9_007_199_254_740_992 }],
      ['an id that is a fraction', { id: 1.5 }],
      ['a scope whose id is past 2^53', { id: 'bob', scopes: [{ type: 'team', id: 9_007_199_254_740_992 }] }],
      ['an email that throws', { id: 'bob', throwing: 'email' }],
      ['an id that throws', { throwing: 'id' }],
      ['a name that throws', { id: 'bob', throwing: 'name' }],
      ['attributes that throw', { id: 'bob', throwing: 'attributes' }],
    ];
    test.each(wrong)('has not %s', async (_name, user) => {
      const app = await world.start();
      await expectBadUser(app, user, post(`${BASE}/token`, {}));
      await expectBadUser(app, user, post(`${BASE}/jwt`, {}));
      for (const reason of await reasonsOf(app)) expect(reason).not.toBe('');
    });

    test('has what is left out as null', async () => {
      const app = await world.start();
      const names = [
        'email',
        'phone',
        'name',
        'avatarUrl',
        'adminScopes',
        'allowedEmailDomains',
        'scopes',
        'attributes',
      ];
      const user = { id: 7, ...Object.fromEntries(names.map((name) => [name, null])) };
      expect((await app.as(user, post(`${BASE}/token`, {}))).status).toBe(200);
    });

    test('of a number beyond what a number holds is not taken for its neighbour', async () => {
      const app = await world.start();
      const context = `{"context":{"scope":9007199254740993,"scopeType":"team"}}`;
      const user = { id: 'bob', scopes: [{ type: 'team', id: '9007199254740992' }] };
      const call = { ...post(`${BASE}/token`, undefined), body: context };
      expect((await app.as(user, call)).status).toBe(400);
      const ids = { ...accepting({}), body: '{"invitationIds":[9007199254740993]}' };
      expect((await app.as(user, ids)).status).toBe(400);
    });
  });
}

async function expectBadUser(app: App, user: object, call: Call): Promise<void> {
  const answer = await app.as(user as never, call);
  expect(answer).toMatchObject({ status: 500, json: { code: 'authenticate_failed' } });
  expect(answer.text).not.toMatch(/Boolean|session store/);
}

async function reasonsOf(app: App): Promise<string[]> {
  await app.flush?.();
  return (await app.journal()).flatMap((entry) => (entry.kind === 'log' ? [entry.reason] : []));
}
