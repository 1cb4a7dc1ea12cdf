import { describe, expect, test } from 'vitest';
import { accepting, BASE, byTarget, configuring, expectRefused, syncing } from '../asking.ts';
import type { Start } from '../subject.ts';
import { type Call, post } from '../wire.ts';
import { type App, invitationIds, PEOPLE, settingsOf, useWorld } from '../world.ts';

const { bob, max, eve } = PEOPLE;

/** `authorize`: only `true` allows, and what a rule is shown is what is sent. */
export function ownRuleCases(start: Start): void {
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
      'getAutojoinDomains',
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
      ['getAutojoinDomains', { path: `${BASE}/invitations/by-scope/team/42/autojoin` }],
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

async function rules(app: App): Promise<{ action: string; context: Record<string, unknown> }[]> {
  await app.flush?.();
  return (await app.journal()).flatMap((entry) => (entry.kind === 'rule' ? [entry] : []));
}
