import { describe, expect, test } from 'vitest';
import { vortexRoutes } from '../fetch.ts';
import { Vortex, type VortexUser } from '../index.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const BASE = 'http://app.test/api/vortex/invitations';

/** A user's calls where the Cloud has these invitations, and offers those with `offered` ids to whatever email asks. */
function asUser(user: VortexUser, invitations: readonly { readonly id: string }[], offered: readonly string[] = []) {
  const accepted: { invitationIds: string[]; user: object }[] = [];
  const fetch = async (url: string, { method, body }: { method: string; body?: string }) => {
    if (method === 'POST') {
      accepted.push(JSON.parse(body ?? ''));
      return Response.json({ invitations });
    }
    const { pathname, search } = new URL(url);
    if (search !== '') return Response.json({ invitations: invitations.filter(({ id }) => offered.includes(id)) });
    return Response.json(invitations.find(({ id }) => pathname.endsWith(`/${id}`)));
  };
  const routes = vortexRoutes({ authenticate: () => user, vortex: new Vortex({ apiKey: API_KEY, fetch }) });
  return {
    accepted,
    read: async (id: string) => (await routes(new Request(`${BASE}/${id}`))).status,
    accept: async (...invitationIds: string[]) => {
      const body = JSON.stringify({ invitationIds });
      const headers = { 'content-type': 'application/json' };
      return (await routes(new Request(`${BASE}/accept`, { method: 'POST', headers, body }))).status;
    },
  };
}

describe('an autojoin that is offered', () => {
  const autojoin = [
    { id: 'mine', invitationType: 'autojoin' },
    { id: 'other', invitationType: 'autojoin' },
  ];

  test.each([[['mine', 'other']], [['other', 'mine']]])('opens none that is not beside it: %j', async (ids) => {
    const ada = asUser({ id: 'ada', email: 'ada@acme.test' }, autojoin, ['mine']);
    expect(await ada.accept(...ids)).toBe(403);
    expect(ada.accepted).toEqual([]);
    expect(await ada.accept('mine')).toBe(200);
  });
});

describe('an address of one’s own that is blank', () => {
  test.each<[type: 'email' | 'phone', value: string]>([
    ['email', ''],
    ['email', ' '],
    ['phone', ''],
    ['phone', ' '],
  ])('is not the blank %s %j of an invitation', async (type, value) => {
    const ada = asUser({ id: 'ada', [type]: value }, [{ id: 'blank', target: [{ type, value }] } as { id: string }]);
    expect(await ada.read('blank')).toBe(403);
  });

  test('is not sent to accept with, nor in the way of the other one', async () => {
    const [email, phone] = ['ada@acme.test', '+15550100'];
    const target = [
      { type: 'email', value: email },
      { type: 'phone', value: phone },
    ];
    for (const user of [
      { id: 'ada', email, phone: ' ' },
      { id: 'ada', email: ' ', phone },
    ]) {
      const ada = asUser(user, [{ id: 'mine', target } as { id: string }]);
      expect(await ada.accept('mine')).toBe(200);
      expect(ada.accepted).toEqual([{ invitationIds: ['mine'], user: user.phone === ' ' ? { email } : { phone } }]);
    }
  });
});
