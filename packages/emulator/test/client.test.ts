import { Vortex, VortexConflictError, VortexNotFoundError } from '@vortex/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';

let emulator: Emulator;
let vortex: Vortex;

beforeAll(async () => {
  emulator = await createEmulator();
  vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const ada = { userId: 'user-ada', userEmail: 'ada@example.com', name: 'Ada', avatarUrl: 'https://example.com/ada.png' };

function invite(value = 'bob@example.com', scopeId = 'team-1') {
  return vortex.createInvitation({
    widgetConfigurationId: 'component-1',
    target: { type: 'email', value, name: 'Bob' },
    inviter: ada,
    scopeId,
    scopeType: 'team',
    scopeName: 'Engineering',
  });
}

describe('our client against the emulator', () => {
  it('knows a good key and address', async () => {
    expect(await vortex.ping()).toMatchObject({ ok: true });
  });

  it('creates an invitation with every field and reads every field back', async () => {
    const created = await vortex.createInvitation({
      widgetConfigurationId: 'component-1',
      target: { type: 'email', value: "o'brien@example.com", name: "O'Brien", avatarUrl: 'https://example.com/o.png' },
      inviter: ada,
      scopes: [{ type: 'team', scopeId: 'team/é 1', name: 'Team one' }],
      source: 'backend',
      subtype: 'post-signup',
      templateVariables: { company: 'Acme' },
      metadata: { plan: 'pro' },
      unfurlConfig: {
        title: 'Join',
        description: 'us',
        image: 'https://example.com/i.png',
        type: 'website',
        siteName: 'Acme',
      },
    });
    expect(created).toMatchObject({ status: 'queued', shortLink: expect.stringContaining(`${emulator.url}/i/`) });
    const read = await vortex.getInvitation(created.id);
    const scope = { type: 'team', scopeId: 'team/é 1', groupId: 'team/é 1', name: 'Team one', id: expect.any(String) };
    expect(read).toMatchObject({
      id: created.id,
      accountId: expect.any(String),
      status: 'delivered',
      invitationType: 'single_use',
      deliveryTypes: ['email'],
      deliveryCount: 1,
      clickThroughs: 0,
      views: 0,
      target: [
        { type: 'email', value: "o'brien@example.com", name: "O'Brien", avatarUrl: 'https://example.com/o.png' },
      ],
      scopes: [scope],
      groups: [scope],
      foreignCreatorId: 'user-ada',
      creatorName: 'Ada',
      creatorAvatarUrl: 'https://example.com/ada.png',
      widgetConfigurationId: 'component-1',
      metadata: { plan: 'pro' },
      source: 'backend',
      subtype: 'post-signup',
      createdAt: created.createdAt,
      deactivated: false,
      expired: false,
      expires: expect.stringMatching(/Z$/),
    });
  });

  it('finds invitations by target, under new and old names of the target type', async () => {
    const { id } = await vortex.createInvitation({
      widgetConfigurationId: 'component-1',
      target: { type: 'phone', value: '+15551234567' },
      inviter: ada,
    });
    for (const type of ['phone', 'phoneNumber'] as const) {
      expect((await vortex.getInvitationsByTarget(type, '+15551234567')).map((invitation) => invitation.id)).toEqual([
        id,
      ]);
    }
    expect(await vortex.getInvitationsByTarget('email', 'nobody@example.com')).toEqual([]);
  });

  it('accepts, by person and in the legacy forms, and always gives what it promises', async () => {
    const one = await invite('one@example.com');
    const accepted = await vortex.acceptInvitation(one.id, { email: 'one@example.com', isExisting: true });
    expect(accepted).toMatchObject({ id: one.id, status: 'accepted', scopes: [{ scopeId: 'team-1' }] });
    const two = await invite('two@example.com');
    const list = await vortex.acceptInvitations([two.id], { type: 'email', value: 'two@example.com' });
    expect(list).toMatchObject([
      { id: two.id, status: 'accepted', accepts: [{ target: { value: 'two@example.com' } }] },
    ]);
    await expect(vortex.acceptInvitation(one.id, { email: 'one@example.com' })).rejects.toBeInstanceOf(
      VortexConflictError,
    );
  });

  it('reinvites, revokes, and reads what is gone as not found or deactivated', async () => {
    const { id } = await invite();
    expect(await vortex.reinvite(id)).toMatchObject({ id, deliveryCount: 2 });
    expect(await vortex.revokeInvitation(id)).toEqual({});
    expect(await vortex.getInvitation(id)).toMatchObject({ deactivated: true });
    await expect(vortex.getInvitation('00000000-0000-4000-8000-000000000000')).rejects.toBeInstanceOf(
      VortexNotFoundError,
    );
  });

  it('deletes a whole scope, and only that', async () => {
    await invite('a@example.com', 'team-1');
    await invite('b@example.com', 'team-2');
    await vortex.deleteInvitationsByScope('team', 'team-1');
    expect(await vortex.getInvitationsByGroup('team', 'team-1')).toEqual([]);
    expect(await vortex.getInvitationsByScope('team', 'team-2')).toHaveLength(1);
    await vortex.deleteInvitationsByGroup('team', 'team-2');
    expect(await vortex.getInvitationsByScope('team', 'team-2')).toEqual([]);
  });

  it('configures autojoin and gives its invitation scopes in both calls', async () => {
    const configured = await vortex.configureAutojoin({
      scope: 'acme',
      scopeType: 'organization',
      scopeName: 'Acme',
      domains: ['acme.example'],
      componentId: 'component-1',
    });
    expect(configured).toMatchObject({
      autojoinDomains: [{ domain: 'acme.example' }],
      invitation: { invitationType: 'autojoin', scopes: [{ scopeId: 'acme' }] },
    });
    expect(await vortex.getAutojoinDomains('organization', 'acme')).toEqual(configured);
    const offered = await vortex.getInvitationsByTarget('email', 'new@acme.example');
    expect(offered.map(({ invitationType }) => invitationType)).toEqual(['autojoin']);
  });

  it('syncs an in-app answer', async () => {
    const { id } = await vortex.createInvitation({
      widgetConfigurationId: 'component-1',
      target: { type: 'internal', value: 'user-bob' },
      inviter: ada,
    });
    const request = { creatorId: 'user-ada', targetValue: 'user-bob', componentId: 'component-1' };
    expect(await vortex.syncInternalInvitation({ ...request, action: 'accepted' })).toEqual({
      processed: 1,
      invitationIds: [id],
    });
    await expect(vortex.syncInternalInvitation({ ...request, action: 'declined' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it.each([0, 1, 19, 20, 21, 1_000])('reads a scope of %i to its end, listed or iterated', async (count) => {
    const ids: string[] = [];
    for (let i = 0; i < count; i += 50) {
      const batch = Array.from({ length: Math.min(50, count - i) }, (_, j) => invite(`p${i + j}@example.com`));
      ids.push(...(await Promise.all(batch)).map(({ id }) => id));
    }
    const listed = await vortex.getInvitationsByScope('team', 'team-1');
    expect(listed.map(({ id }) => id).sort()).toEqual(ids.sort());
    const iterated: string[] = [];
    for await (const { id } of vortex.iterateInvitationsByScope('team', 'team-1')) iterated.push(id);
    expect(iterated).toEqual(listed.map(({ id }) => id));
    const page = await vortex.getInvitationsByScope('team', 'team-1', { start: 20, maxPages: 1 });
    expect(page.map(({ id }) => id)).toEqual(iterated.slice(20, 40));
  });

  it.each(['a/b', 'ü 1', '100%', '?x=1', '#frag', 'a+b', '%2e%2e', ';a=b', "o'brien", '..x', 'a\\b'])(
    'keeps the scope %s apart from every other',
    async (scope) => {
      await invite('other@example.com', 'x');
      const { id } = await invite('bob@example.com', scope);
      expect((await vortex.getInvitationsByScope('team', scope)).map((invitation) => invitation.id)).toEqual([id]);
      await vortex.deleteInvitationsByScope('team', scope);
      expect(await vortex.getInvitationsByScope('team', 'x')).toHaveLength(1);
    },
  );

  it('creates once when an answer says to come back, under one idempotency key', async () => {
    emulator.addFault({
      method: 'POST',
      path: '/api/v1/invitations',
      status: 429,
      headers: { 'retry-after': '0' },
      times: 1,
    });
    const { id } = await invite();
    const posts = emulator.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ status }) => status)).toEqual([429, 200]);
    expect(new Set(posts.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(emulator.invitations.map((invitation) => invitation.id)).toEqual([id]);
  });

  it('finds the emulator by the environment', async () => {
    vi.stubEnv('VORTEX_API_KEY', emulator.apiKey);
    vi.stubEnv('VORTEX_API_BASE_URL', emulator.url);
    expect(await new Vortex().getInvitationsByScope('team', 'none')).toEqual([]);
    vi.unstubAllEnvs();
  });
});
