import { expect, test } from 'vitest';
import { httpServer, json } from '../../test/client/http-server.ts';
import { clientFor, KEY, wireInvitation } from '../../test/client/invitations.ts';

const WIRE = wireInvitation('inv-1');
const SEEN = expect.objectContaining({
  id: 'inv-1',
  scopes: [expect.objectContaining({ scopeId: 'team-7', groupId: 'team-7', type: 'team' })],
  groups: [expect.objectContaining({ scopeId: 'team-7', groupId: 'team-7', type: 'team' })],
});

test('each method asks for its own path and gives what it promises', async () => {
  const replies: Record<string, unknown> = {
    'POST /api/v1/invitations': { id: 'inv-1', shortLink: 'https://vrtx.link/i/a', status: 'queued', createdAt: 'now' },
    'GET /api/v1/invitations/inv-1': WIRE,
    'DELETE /api/v1/invitations/inv-1': {},
    'POST /api/v1/invitations/inv-1/reinvite': WIRE,
    'GET /api/v1/invitations?targetType=email&targetValue=o%27brien%2Bx%40example.com': { invitations: [WIRE] },
    'POST /api/v1/invitations/accept': { invitations: [WIRE] },
    'GET /api/v1/invitations/by-scope/team/team-7': { invitations: [WIRE] },
    'GET /api/v1/invitations/by-scope/team/team-7?start=1': { invitations: [] },
    'DELETE /api/v1/invitations/by-scope/team/team-7': {},
    'GET /api/v1/invitations/by-scope/team/team-7/autojoin': {
      autojoinDomains: [{ id: 'd', domain: 'acme.com' }],
      invitation: WIRE,
    },
    'POST /api/v1/invitations/autojoin': { autojoinDomains: [], invitation: null },
    'POST /api/v1/invitations/sync-internal-invitation': { processed: 1, invitationIds: ['inv-1'] },
  };
  const server = await httpServer(({ method, target }, response) => {
    const reply = replies[`${method} ${target}`];
    json(response, reply ? 200 : 404, reply ?? { message: `Cannot ${method} ${target}`, statusCode: 404 });
  });
  const vortex = clientFor(server);

  const created = await vortex.createInvitation({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: 'grace@example.com' },
    inviter: { userId: 'user-1', name: 'Ada' },
    scopeId: 'team-7',
    scopeType: 'team',
    scopeName: 'Seven',
    metadata: { campaign: 'autumn' },
  });
  expect(created).toEqual(replies['POST /api/v1/invitations']);
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value: 'grace@example.com' },
    inviter: { userId: 'user-1', name: 'Ada' },
    metadata: { campaign: 'autumn' },
    groups: [{ groupId: 'team-7', type: 'team', name: 'Seven' }],
  });
  expect(await vortex.getInvitation('inv-1')).toEqual(SEEN);
  expect(await vortex.revokeInvitation('inv-1')).toEqual({});
  expect(await vortex.reinvite('inv-1')).toEqual(SEEN);
  expect(await vortex.getInvitationsByTarget('email', "o'brien+x@example.com")).toEqual([SEEN]);
  expect(await vortex.acceptInvitation('inv-1', { email: 'grace@example.com', isExisting: true })).toEqual(SEEN);
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({
    invitationIds: ['inv-1'],
    user: { email: 'grace@example.com', isExisting: true },
  });
  expect(await vortex.acceptInvitations(['inv-1'], { phone: '+15551234567' })).toEqual([SEEN]);
  expect(await vortex.getInvitationsByScope('team', 'team-7')).toEqual([SEEN]);
  expect(await vortex.getInvitationsByGroup('team', 'team-7')).toEqual([SEEN]);
  expect(await vortex.deleteInvitationsByScope('team', 'team-7')).toEqual({});
  expect(await vortex.deleteInvitationsByGroup('team', 'team-7')).toEqual({});
  expect(await vortex.getAutojoinDomains('team', 'team-7')).toEqual({
    autojoinDomains: [{ id: 'd', domain: 'acme.com' }],
    invitation: SEEN,
  });
  const autojoin = { scope: 'team-7', scopeType: 'team', domains: ['acme.com'], componentId: 'component-1' };
  expect(await vortex.configureAutojoin(autojoin)).toEqual({ autojoinDomains: [], invitation: null });
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual(autojoin);
  const sync = { creatorId: 'a', targetValue: 'b', action: 'accepted', componentId: 'c' } as const;
  expect(await vortex.syncInternalInvitation(sync)).toEqual({ processed: 1, invitationIds: ['inv-1'] });
  expect(await vortex.vortexApiRequest({ method: 'GET', path: '/api/v1/invitations/inv-1' })).toEqual(WIRE);
});

test('a request carries the key and this SDK’s own name, and a type only with a body', async () => {
  const server = await httpServer((_, response) => json(response, 200, WIRE));
  const vortex = clientFor(server, { userAgent: 'acme/1.4', headers: { 'X-Trace': 't1' } });
  await vortex.getInvitation('inv-1', { headers: { 'x-call': 'c1', 'x-trace': null } });
  await vortex.reinvite('inv-1');
  await vortex
    .syncInternalInvitation({ creatorId: 'a', targetValue: 'b', action: 'accepted', componentId: 'c' })
    .catch(() => {});
  const [get, empty, post] = server.requests.map(({ headers }) => headers);
  expect(get).toMatchObject({
    'x-api-key': KEY,
    'x-vortex-sdk-name': 'vortex-typescript',
    'x-vortex-sdk-version': expect.stringMatching(/^\d+\.\d+\.\d+/),
    'user-agent': expect.stringMatching(/^acme\/1\.4 vortex-typescript\/\d/),
    'x-call': 'c1',
  });
  expect(get).not.toHaveProperty('content-type');
  expect(get).not.toHaveProperty('x-trace');
  expect(get).not.toHaveProperty('idempotency-key');
  expect(empty).not.toHaveProperty('content-type');
  expect(empty).toMatchObject({ 'x-trace': 't1', 'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(post).toMatchObject({ 'content-type': 'application/json' });
});
