import { Vortex, VortexWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { type Receiver, receiver } from './support/receiver.ts';

let emulator: Emulator;
let app: Receiver;
let vortex: Vortex;

beforeAll(async () => {
  app = await receiver();
  emulator = await createEmulator({ webhooks: [{ url: app.url }] });
  vi.stubEnv('VORTEX_API_BASE_URL', emulator.url);
  vortex = new Vortex(emulator.apiKey);
});
beforeEach(async () => {
  await emulator.idle();
  emulator.reset();
  app.requests.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.close();
  await app.close();
});

const ada = { userId: 'user-1', userEmail: 'ada@example.com', name: 'Ada' };
const invite = (value = 'bob@example.com', scopeId = 'team-1') =>
  vortex.createInvitation({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value },
    inviter: ada,
    scopeId,
    scopeType: 'team',
    scopeName: 'Engineering',
  });

describe('the official SDK, unchanged', () => {
  it('creates an invitation and reads it back', async () => {
    const created = await invite();
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      shortLink: expect.stringMatching(`^${emulator.url}/i/[A-Za-z0-9]{8}$`),
      status: 'queued',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/),
    });
    const read = await vortex.getInvitation(created.id);
    expect(read).toMatchObject({
      id: created.id,
      status: 'delivered',
      invitationType: 'single_use',
      deliveryTypes: ['email'],
      deliveryCount: 1,
      foreignCreatorId: 'user-1',
      creatorName: 'Ada',
      widgetConfigurationId: 'component-1',
      target: [{ type: 'email', value: 'bob@example.com' }],
      scopes: [{ scopeId: 'team-1', groupId: 'team-1', type: 'team', name: 'Engineering' }],
      deactivated: false,
      expired: false,
      source: 'api',
    });
  });

  it('lists by target, by scope and by group', async () => {
    const { id } = await invite();
    await invite('eve@example.com');
    expect(await vortex.getInvitationsByTarget('email', ' BOB@example.com')).toMatchObject([{ id }]);
    expect(await vortex.getInvitationsByScope('team', 'team-1')).toHaveLength(2);
    expect(await vortex.getInvitationsByGroup('team', 'team-1')).toHaveLength(2);
    expect(await vortex.getInvitationsByScope('team', 'other')).toEqual([]);
  });

  it('accepts as a user, as a target and as targets', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const [one, two, three] = await Promise.all([invite('a@x.test'), invite('b@x.test'), invite('c@x.test')]);
    // Typed as one invitation; at run time it is the wrapper that the API reference describes (docs/protocol.md §3.7).
    expect(await vortex.acceptInvitation(one.id, { email: 'a@x.test', name: 'A', isExisting: true })).toMatchObject({
      invitations: [
        { id: one.id, status: 'accepted', accepts: [{ target: { type: 'email', value: 'a@x.test', name: 'A' } }] },
      ],
    });
    await vortex.acceptInvitations([two.id], { type: 'email', value: 'b@x.test' });
    await vortex.acceptInvitations([three.id], [{ type: 'email', value: 'c@x.test' }]);
    expect((await vortex.getInvitation(three.id)).status).toBe('accepted');
    expect(await vortex.getInvitationsByScope('team', 'team-1')).toEqual([]);
    warn.mockRestore();
  });

  it('revokes one, and all of a scope', async () => {
    const { id } = await invite();
    expect(await vortex.revokeInvitation(id)).toEqual({});
    expect(await vortex.getInvitation(id)).toMatchObject({ deactivated: true });
    await Promise.all([invite('a@x.test'), invite('b@x.test')]);
    expect(await vortex.deleteInvitationsByScope('team', 'team-1')).toEqual({});
    expect(await vortex.getInvitationsByScope('team', 'team-1')).toEqual([]);
    await invite('c@x.test');
    expect(await vortex.deleteInvitationsByGroup('team', 'team-1')).toEqual({});
    expect(await vortex.getInvitationsByScope('team', 'team-1')).toEqual([]);
  });

  it('sends an invitation again', async () => {
    const { id } = await invite();
    expect(await vortex.reinvite(id)).toMatchObject({ id, status: 'queued', deliveryCount: 2 });
    expect(await vortex.getInvitation(id)).toMatchObject({ status: 'delivered', deliveryCount: 2 });
    expect(emulator.outbox.map(({ kind }) => kind)).toEqual(['invitation', 'reminder']);
  });

  it('configures autojoin and finds it by scope and by email', async () => {
    const configure = (domains: string[]) =>
      vortex.configureAutojoin({ scope: 'acme', scopeType: 'org', scopeName: 'Acme', domains, componentId: 'c' });
    const on = await configure(['@Acme.com', 'acme.org']);
    expect(on.autojoinDomains).toEqual([
      { id: expect.any(String), domain: 'acme.com' },
      { id: expect.any(String), domain: 'acme.org' },
    ]);
    expect(on.invitation).toMatchObject({ invitationType: 'autojoin', scopes: [{ scopeId: 'acme' }] });
    expect(await vortex.getAutojoinDomains('org', 'acme')).toMatchObject({ autojoinDomains: on.autojoinDomains });
    const [found] = await vortex.getInvitationsByTarget('email', 'new@acme.com');
    expect(found?.id).toBe(on.invitation?.id);
    await vortex.acceptInvitation(found?.id ?? '', { email: 'new@acme.com' });
    await expect(vortex.acceptInvitation(found?.id ?? '', { email: 'new@else.com' })).rejects.toThrow('403');
    expect(await configure([])).toEqual({ autojoinDomains: [], invitation: null });
    expect(await vortex.getInvitationsByTarget('email', 'new@acme.com')).toEqual([]);
    expect((await configure(['acme.com'])).invitation?.id).toBe(on.invitation?.id);
  });

  it('settles what was accepted or declined inside the app', async () => {
    const internal = (value: string) =>
      vortex.createInvitation({ widgetConfigurationId: 'c', target: { type: 'internal', value }, inviter: ada });
    const [yes, no] = await Promise.all([internal('user-2'), internal('user-3')]);
    const sync = (targetValue: string, action: 'accepted' | 'declined') =>
      vortex.syncInternalInvitation({ creatorId: 'user-1', targetValue, action, componentId: 'c' });
    expect(await sync('user-2', 'accepted')).toEqual({ processed: 1, invitationIds: [yes.id] });
    expect(await sync('user-3', 'declined')).toEqual({ processed: 1, invitationIds: [no.id] });
    expect(await vortex.getInvitation(yes.id)).toMatchObject({ status: 'accepted' });
    expect(await vortex.getInvitation(no.id)).toMatchObject({ deactivated: true });
    await expect(sync('user-2', 'accepted')).rejects.toThrow('No pending internal invitation found');
    expect(emulator.outbox).toEqual([]);
  });

  it('verifies the webhooks that follow', async () => {
    const { id } = await invite();
    await vortex.acceptInvitation(id, { email: 'bob@example.com' });
    await emulator.waitForDelivery('group.member.added');
    const webhooks = new VortexWebhooks({ secret: emulator.webhookSecret });
    const events = app.requests.map(({ body, headers }) =>
      webhooks.constructEvent(body, String(headers['x-vortex-signature'])),
    );
    expect(events.map((event) => 'type' in event && event.type)).toEqual([
      'invitation.created',
      'invitation.email.delivered',
      'invitation.accepted',
      'member.created',
      'group.member.added',
    ]);
    expect(events[2]).toMatchObject({ data: { invitationId: id, targetEmail: 'bob@example.com', status: 'accepted' } });
  });
});
