import { describe, expect, test } from 'vitest';
import { accepting, BASE, byTarget, configuring, expectRefused, invite } from '../asking.ts';
import type { Start } from '../subject.ts';
import { PEOPLE, useWorld } from '../world.ts';

const { kim } = PEOPLE;

type Kind = 'email' | 'phone';

/** Which spellings are one address: the same for the Cloud's lists and for the rules. */
export function addressCases(start: Start): void {
  describe('addresses', () => {
    const world = useWorld(start);

    const same: [kind: Kind, invited: string, signedIn: string][] = [
      ['email', 'ana@MÜNCHEN.example', 'ana@münchen.example'],
      ['email', 'ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
      ['email', 'ana@xn--mnchen-3ya.example', 'ana@münchen.example'],
      ['email', 'ana@XN--MNCHEN-3YA.example', 'Ana@MÜNCHEN.EXAMPLE'],
      ['email', 'ana@例え。テスト', 'ana@xn--r8jz45g.xn--zckzah'],
      ['email', 'ana@bu\u0308cher.example', 'ana@bücher.example'],
      ['email', ' Ana@Else.test ', 'ana@else.test'],
      ['phone', '+1 (202) 555-0123', '+12025550123'],
      ['phone', '+12025550123', '+1 202-555-0123'],
      ['phone', 'tel:+1-202-555-0123', '+1.202.555.0123'],
      ['phone', '\u202A+1\u00A0202\u2011555\u20110123\u202C', '+12025550123'],
    ];
    test.each(same)('%s %j is for %j: listed, read, accepted', async (type, invited, signedIn) => {
      const app = await world.start();
      const id = await invite(world, { type, value: invited });
      const user = { id: 'ana', [type]: signedIn };
      for (const spelling of [signedIn, invited]) {
        const listed = await app.as(user, byTarget(type, spelling));
        expect(listed).toMatchObject({ status: 200, json: { invitations: [{ id }] } });
      }
      expect((await app.as(user, { path: `${BASE}/invitations/${id}` })).status).toBe(200);
      expect((await app.as(user, accepting({ invitationIds: [id] }))).status).toBe(200);
    });

    const other: [kind: Kind, invited: string, signedIn: string][] = [
      ['email', 'JOSÉ@example.org', 'josé@example.org'],
      ['email', 'İrem@example.org', 'i̇rem@example.org'],
      ['email', '\u212Aim@else.test', 'kim@else.test'],
      ['email', '"ana@else.test"@evil.test', 'ana@else.test'],
      ['email', 'ana@else.test@evil.test', 'ana@else.test'],
      ['email', 'ana@mu\u0308nchen.example', 'ana@munchen.example'],
      ['email', 'ana@mün%63hen.example', 'ana@münchen.example'],
      ['email', 'ana@münchen.example:80', 'ana@münchen.example'],
      ['email', 'ana@münchen.example/x', 'ana@münchen.example'],
      ['phone', '+1 202 555 0123', '12025550123'],
      ['phone', '+1 202 555 0123 ext 4', '+120255501234'],
      ['phone', '+٣٣٣', '+٤٤٤'],
      ['phone', '1-800-FLOWERS', '1800'],
    ];
    test.each(other)('%s %j is not for %j: neither listed nor accepted', async (type, invited, signedIn) => {
      const app = await world.start();
      const made = await invite(world, { type, value: invited });
      const user = { id: 'ana', [type]: signedIn };
      expect((await app.as(user, byTarget(type, signedIn))).json).toEqual({ invitations: [] });
      // Where the Cloud takes such an address at all.
      if (made) expectRefused(await app.as(user, accepting({ invitationIds: [made] })), world);
      expectRefused(await app.as(user, byTarget(type, invited)), world);
    });

    describe('of autojoin', () => {
      test.each([
        ['münchen.example', 'ana@xn--mnchen-3ya.example'],
        ['xn--mnchen-3ya.example', 'ana@MÜNCHEN.example'],
        ['Acme.EXAMPLE', 'ana@acme.example'],
      ])('the domain %s lets %s join', async (domain, email) => {
        const app = await world.start();
        const answer = await app.as(kim, configuring([domain]));
        expect(answer.status).toBe(200);
        const { id } = answer.json.invitation as { id: string };
        const user = { id: 'ana', email };
        expect((await app.as(user, byTarget('email', email))).json.invitations).toMatchObject([{ id }]);
        expect((await app.as(user, accepting({ invitationIds: [id] }))).status).toBe(200);
      });

      test('two spellings of one domain are sent as one, in its ASCII form', async () => {
        const app = await world.start();
        const domains = ['münchen.example', 'XN--mnchen-3ya.example', 'MÜNCHEN.example', 'acme.test'];
        expect((await app.as(kim, configuring(domains))).status).toBe(200);
        const sent = world.cloud.changes[0]?.body as { domains: string[] };
        expect(sent.domains).toEqual(['xn--mnchen-3ya.example', 'acme.test']);
      });

      test.each([
        [['münchen.example'], 'xn--mnchen-3ya.example', 200],
        [['@XN--MNCHEN-3YA.example'], 'MÜNCHEN.example', 200],
        [['münchen.example'], 'munchen.example', 403],
        // Cyrillic letters that look like those of acme.
        [['acme.test'], 'асме.test', 403],
      ])('allowedEmailDomains %j and %s: %i', async (allowedEmailDomains, domain, status) => {
        const app = await world.start();
        expect((await app.as({ ...kim, allowedEmailDomains }, configuring([domain]))).status).toBe(status);
      });
    });
  });
}
