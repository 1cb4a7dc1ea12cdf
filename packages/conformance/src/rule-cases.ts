import type { VortexUser } from '@vortex/core';
import { describe, expect, test } from 'vitest';
import type { Start } from './subject.ts';
import { type Answer, type Call, post } from './wire.ts';
import { type App, invitationIds, PEOPLE, type Person, settingsOf, useWorld, type World } from './world.ts';

const BASE = '/api/vortex';
const { ada, bob, mia, kim, max, eve } = PEOPLE;

/** One line of design §5's table: who may do it, and how it is asked for. */
interface Rule {
  readonly action: string;
  readonly allowed: readonly Person[];
  readonly ask: (world: World, person: Person) => Call;
}

const TABLE: readonly Rule[] = [
  {
    action: 'createToken, for themselves',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max', 'eve'],
    ask: () => post(`${BASE}/token`, {}),
  },
  {
    action: 'createToken, for a scope: its members',
    allowed: ['mia', 'kim', 'max'],
    ask: () => post(`${BASE}/jwt`, { context: { scope: '42', scopeType: 'team' } }),
  },
  {
    action: 'listByTarget: the person whose email it is',
    allowed: ['bob'],
    ask: () => byTarget('email', bob.email),
  },
  {
    action: 'listByTarget: the person whose phone it is',
    allowed: ['bob'],
    ask: () => byTarget('phoneNumber', bob.phone),
  },
  {
    action: 'read: the creator, the person invited, members of one of its scopes',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max'],
    ask: (world) => ({ path: `${BASE}/invitations/${invitationIds(world).email}` }),
  },
  {
    action: 'revoke: the creator, admins of all of its scopes',
    allowed: ['ada', 'max'],
    ask: (world) => ({ method: 'DELETE', path: `${BASE}/invitations/${invitationIds(world).email}` }),
  },
  {
    action: 'reinvite: the creator, admins of all of its scopes',
    allowed: ['ada', 'max'],
    ask: (world) => post(`${BASE}/invitations/${invitationIds(world).email}/reinvite`, undefined),
  },
  {
    action: 'accept: the person it is addressed to',
    allowed: ['bob'],
    ask: (world) => accepting({ invitationIds: [invitationIds(world).email] }),
  },
  {
    action: 'accept, an autojoin: those to whose email the Cloud offers it',
    allowed: ['ada', 'mia', 'kim', 'max'],
    ask: (world) => accepting({ invitationIds: [invitationIds(world).autojoin] }),
  },
  {
    action: 'accept, a share link: whoever knows its id',
    allowed: ['ada', 'bob', 'mia', 'kim', 'max', 'eve'],
    ask: (world) => {
      shareLink(world);
      return accepting({ invitationIds: ['share-1'] });
    },
  },
  {
    action: 'listByScope: members of the scope',
    allowed: ['mia', 'kim', 'max'],
    ask: () => ({ path: `${BASE}/invitations/by-scope/team/42` }),
  },
  {
    action: 'deleteByScope: admins of the scope',
    allowed: ['kim', 'max'],
    ask: () => ({ method: 'DELETE', path: `${BASE}/invitations/by-group/team/42` }),
  },
  {
    action: 'syncInternal: the invitee',
    allowed: ['bob'],
    ask: () => syncing({}),
  },
  {
    action: 'autojoin, read: members of the scope',
    allowed: ['mia', 'kim', 'max'],
    ask: () => ({ path: `${BASE}/invitations/by-scope/team/42/autojoin` }),
  },
  {
    action: 'autojoin, configure: admins of the scope',
    allowed: ['kim', 'max'],
    ask: () => configuring(['acme.test', 'acme.example']),
  },
];

/** Who may do what (design §5). */
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
      const mine = { email: bob.email };
      const cases: [name: string, body: Record<string, unknown>][] = [
        ['a foreign email', { user: { email: 'ada@acme.test' } }],
        ['the own email and a foreign phone', { user: { ...mine, phone: eve.phone } }],
        ['the own phone and a foreign email', { user: { phone: bob.phone, email: eve.email } }],
        ['the own email, and a foreign target', { user: mine, target: { type: 'email', value: eve.email } }],
        ['the own email, and a foreign user id', { user: mine, target: { type: 'internal', value: 'ada' } }],
        ['a foreign phone as target', { target: { type: 'phoneNumber', value: eve.phone } }],
        ['a foreign email that folds to the own one', { user: { email: bob.email.replace('k', '\u212A') } }],
      ];
      test.each(cases)('%s', async (_name, body) => {
        const app = await world.start();
        const user = { ...bob, email: 'kk@else.test' };
        const own = JSON.parse(JSON.stringify(body).replaceAll(bob.email, user.email)) as Record<string, unknown>;
        if (_name.includes('folds')) own.user = { email: '\u212Ak@else.test' };
        expectRefused(await app.as(user, accepting({ ...own, invitationIds: [invitationIds(world).internal] })), world);
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
        world.cloud.requests satisfies readonly unknown[];
        const before = world.cloud.changes.length;
        expect((await app.as(bob, accepting({ invitationIds: ids }))).status).toBe(403);
        expect(world.cloud.changes).toHaveLength(before);
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
        shareLink(world);
        const invitationIds = Array.from({ length: 60 }, () => 'share-1');
        expect((await app.as(eve, accepting({ invitationIds }))).status).toBe(200);
        expect(world.cloud.changes).toMatchObject([{ body: { invitationIds: ['share-1'] } }]);
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

    describe('an email that is not verified', () => {
      const unverified = (user: VortexUser): VortexUser => ({ ...user, emailVerified: false });
      test.each<[string, VortexUser, (world: World) => Call]>([
        ['lists nothing', bob, () => byTarget('email', bob.email)],
        ['reads nothing', bob, (world) => ({ path: `${BASE}/invitations/${invitationIds(world).email}` })],
        ['accepts nothing', bob, (world) => accepting({ invitationIds: [invitationIds(world).email] })],
        [
          'accepts nothing as itself',
          bob,
          (world) => accepting({ invitationIds: [invitationIds(world).internal], user: { email: bob.email } }),
        ],
        [
          'joins nothing',
          { ...ada, phone: '+15550142' },
          (world) => accepting({ invitationIds: [invitationIds(world).autojoin] }),
        ],
      ])('%s', async (_name, user, ask) => {
        const app = await world.start();
        expectRefused(await app.as(unverified(user), ask(world)), world);
      });

      test('leaves what rests on the phone and the id', async () => {
        const app = await world.start();
        expect((await app.as(unverified(bob), byTarget('phone', bob.phone))).status).toBe(200);
        expect((await app.as(unverified(bob), syncing({}))).status).toBe(200);
      });
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

  describe('with a rule of the app’s own', () => {
    const world = useWorld(start);
    const everything = [
      'createToken',
      'listByTarget',
      'read',
      'revoke',
      'reinvite',
      'accept',
      'listByScope',
      'deleteByScope',
      'syncInternal',
      'readAutojoin',
      'configureAutojoin',
    ];
    const all = (answer: unknown) => Object.fromEntries(everything.map((action) => [action, answer]));
    const calls = (): [string, Call][] => [
      ['createToken', post(`${BASE}/token`, { context: { scope: '42', scopeType: 'team' } })],
      ['listByTarget', byTarget('sms', ' +1 555 ')],
      ['read', { path: `${BASE}/invitations/${invitationIds(world).email}` }],
      ['reinvite', post(`${BASE}/invitations/${invitationIds(world).email}/reinvite`, undefined)],
      [
        'accept',
        accepting({
          invitationIds: [invitationIds(world).email],
          user: { email: "o'neill@x.test", isExisting: false },
        }),
      ],
      ['listByScope', { path: `${BASE}/invitations/by-scope/team/42` }],
      ['readAutojoin', { path: `${BASE}/invitations/by-scope/team/42/autojoin` }],
      ['configureAutojoin', configuring(['evil.test'])],
      ['syncInternal', syncing({})],
      ['revoke', { method: 'DELETE', path: `${BASE}/invitations/${invitationIds(world).internal}` }],
      ['deleteByScope', { method: 'DELETE', path: `${BASE}/invitations/by-scope/team/42` }],
    ];

    test('`true` allows what the default refuses, for every action', async () => {
      const app = await world.start(settingsOf(world, { authorize: { ...all(true) } }));
      const seen: string[] = [];
      for (const [action, call] of calls()) {
        const { status } = await app.as(eve, call);
        // Bob's in-app invitation is accepted by then: what matters is that the Cloud was asked.
        expect([200, 404, 409], `${action} was answered with ${status}`).toContain(status);
        seen.push(action);
      }
      expect((await rules(app)).map(({ action }) => action)).toEqual(seen);
    });

    test.each([
      ['false', false],
      ['undefined', null],
      ['"yes"', 'yes'],
      ['1', 1],
      ['an object', {}],
    ])('%s refuses what the default allows, and nothing is sent', async (_name, answer) => {
      const app = await world.start(settingsOf(world, { authorize: all(answer) }));
      for (const [, call] of calls()) expectRefused(await app.as(max, call), world);
    });

    test('one that throws is a 500 and a line in the log', async () => {
      const app = await world.start(settingsOf(world, { authorize: all('throw') }));
      const answer = await app.as(max, { method: 'DELETE', path: `${BASE}/invitations/by-scope/team/42` });
      expect(answer).toMatchObject({ status: 500, json: { code: 'authorize_failed' } });
      expect(answer.text).not.toContain('broken');
      await app.flush?.();
      expect((await app.journal()).filter(({ kind }) => kind === 'log')).toHaveLength(1);
      expect(world.cloud.changes).toEqual([]);
    });

    test('nobody is 401 whatever it says', async () => {
      const app = await world.start(settingsOf(world, { authorize: all(true) }));
      for (const [, call] of calls()) expect((await app.as(null, call)).status).toBe(401);
      expect(world.cloud.requests).toEqual([]);
    });

    test('what it is shown is what is sent', async () => {
      const app = await world.start(settingsOf(world, { authorize: all(true) }));
      const { email: id } = invitationIds(world);
      await app.as(
        bob,
        accepting({
          invitationIds: [id, id],
          user: { email: "o'neill@x.test", isExisting: false },
          target: { type: 'sms', value: '1' },
        }),
      );
      await app.as(bob, byTarget('sms', ' +1 555 '));
      await app.as(bob, configuring(['acme.test']));
      await app.as(bob, syncing({ creatorId: "o'creator" }));
      const [accept, list, autojoin, sync] = (await rules(app)).map(({ context }) => context);
      const [sentAccept, sentAutojoin, sentSync] = world.cloud.changes.map(({ body }) => body);
      expect({ invitationIds: accept?.invitationIds, user: accept?.acceptor }).toEqual(sentAccept);
      expect(accept?.addresses).toEqual([
        { type: 'email', value: "o'neill@x.test" },
        { type: 'phone', value: '1' },
      ]);
      expect(accept?.invitations).toMatchObject([{ id }]);
      const listed = world.cloud.requests.find(({ path }) => path.includes('targetType='));
      const query = Object.fromEntries(new URL(listed?.path ?? '', 'http://x').searchParams);
      expect(query).toEqual({ targetType: list?.targetType, targetValue: list?.targetValue });
      const { user: _, ...shown } = autojoin ?? {};
      expect(shown).toEqual(sentAutojoin);
      const { user: __, ...shownSync } = sync ?? {};
      expect(shownSync).toEqual(sentSync);
    });
  });
}

function expectRefused(answer: Answer, world: World): void {
  expect(answer).toMatchObject({ status: 403, json: { error: expect.any(String), code: 'forbidden' } });
  expect(world.cloud.changes).toEqual([]);
}

function byTarget(targetType: string, targetValue: string): Call {
  return { path: `${BASE}/invitations?${new URLSearchParams({ targetType, targetValue })}` };
}

function accepting(body: Record<string, unknown>): Call {
  return post(`${BASE}/invitations/accept`, body);
}

function syncing(other: Record<string, unknown>): Call {
  const body = { creatorId: 'ada', targetValue: 'bob', action: 'accepted', componentId: 'people', ...other };
  return post(`${BASE}/invitations/sync-internal-invitation`, body);
}

function configuring(domains: readonly string[]): Call {
  return post(`${BASE}/invitations/by-scope/team/42/autojoin`, { domains, componentId: 'c-1' });
}

/** The emulator makes no share links by its server API: as the Cloud answers for one (protocol §6.3). */
function shareLink({ cloud }: World, other: Record<string, unknown> = {}): void {
  const invitation = {
    id: 'share-1',
    invitationType: 'multi_use',
    deliveryTypes: ['share'],
    target: [{ type: 'share', value: 'share-1' }],
    foreignCreatorId: 'ada',
    ...other,
  };
  cloud.answer('GET', '/api/v1/invitations/share-1', invitation);
  cloud.answer('POST', '/api/v1/invitations/accept', { invitations: [invitation] });
}

async function invite({ cloud }: World, target: { type: string; value: string }): Promise<string> {
  const response = await fetch(`${cloud.emulator.url}/api/v1/invitations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': cloud.emulator.apiKey },
    body: JSON.stringify({ widgetConfigurationId: 'c-1', target, inviter: { userId: 'ada' } }),
  });
  return ((await response.json()) as { id: string }).id;
}

async function rules(app: App): Promise<{ action: string; context: Record<string, unknown> }[]> {
  await app.flush?.();
  return (await app.journal()).flatMap((entry) => (entry.kind === 'rule' ? [entry] : []));
}
