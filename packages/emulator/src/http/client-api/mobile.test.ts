import { Vortex, type VortexAnalyticsEvent } from '@vortex/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

/**
 * What the official iOS (1.0.22) and Android (1.0.18) sources send and decode. Swift refuses a whole response for one
 * field of another type, so the types are checked, not only the values.
 */
let emulator: Emulator;
let vortex: Vortex;

beforeEach(async () => {
  emulator = await createEmulator();
  vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
});
afterEach(() => emulator.close());

const ADA = { id: 'ada', email: 'ada@x.test', name: 'Ada' };
const token = (user: { id: string; email?: string } = ADA, extra: object = {}) =>
  vortex.generateToken({ user, component: 'component-1', ...extra });

async function ask(method: string, path: string, body?: object, bearer = token()) {
  const response = await fetch(`${emulator.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'x-session-id': 'session-1',
      'x-vortex-client-name': 'VortexSDK-iOS',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse((await response.text()) || '{}') };
}

const string = expect.any(String);

describe('a widget, as the mobile SDKs decode it', () => {
  it('has the version, typed props, a form with a root, and an attestation that is a string', async () => {
    const { data } = (await ask('GET', '/widgets/component-1?locale=pt-BR')).body;
    const { meta, props } = data.widgetConfiguration.configuration;
    expect(meta.configuration).toEqual({ version: string, componentType: 'invite' });
    expect(data.widgetType).toBe('invite');
    expect(Object.keys(props)).toContain('vortex.components.form');
    for (const prop of Object.values(props)) expect(prop).toEqual({ value: expect.anything(), valueType: string });
    expect(props['vortex.components.form'].value.root).toMatchObject({
      id: string,
      type: 'root',
      subtype: 'vrtx-root',
      children: expect.arrayContaining([
        expect.objectContaining({ id: string, type: string, subtype: 'vrtx-email-invitations' }),
      ]),
    });
    expect(props['vortex.components'].value).toContain('vortex.components.emailinvitations');
    expect(data.sessionAttestation).toEqual(string);
    expect(data.renderer.url).toEqual(string);
  });
});

describe('an invitation, as the mobile SDKs decode it', () => {
  it('has accepts with a flat target, groups with ids, and the inviter', async () => {
    const sent = await ask('POST', '/invitations', {
      widgetConfigurationId: 'component-1',
      payload: { email: { type: 'email', value: 'bob@x.test' } },
      groups: [{ id: 't1', groupId: null, type: 'team', name: 'Team 1' }],
    });
    const [{ id }] = sent.body.data.invitationEntries;
    const bob = token({ id: 'bob', email: 'bob@x.test' });
    const incoming = (await ask('GET', '/invitations', undefined, bob)).body.data.invitations;
    expect(incoming).toMatchObject([{ id, deliveryType: 'email', creatorId: 'ada', creatorName: 'Ada' }]);
    await ask('POST', '/invitations/accept', { invitationId: id, isExisting: true }, bob);
    const { body } = await ask('GET', `/invitations/${id}`);
    expect(body.accepts).toEqual([
      expect.objectContaining({
        id: string,
        accountId: string,
        projectId: string,
        acceptedAt: string,
        targetType: 'email',
        targetValue: 'bob@x.test',
        isExisting: true,
      }),
    ]);
    expect(body.groups).toMatchObject([{ id: string, groupId: 't1', type: 'team', name: 'Team 1' }]);
    expect(body.inviter).toEqual({ id: 'ada', email: 'ada@x.test', name: 'Ada', avatarUrl: null });
  });

  it('keeps what the token and the component hand over', async () => {
    const attributes = { plan: 'pro', seats: 3 };
    const body = {
      widgetConfigurationId: 'component-1',
      payload: { email: { type: 'email', value: 'bob@x.test' }, note: { type: 'text', value: 'hello' } },
      configurationAttributes: { lang: 'pt' },
      passThrough: 'opaque',
      locale: 'pt-BR',
    };
    const bearers = [token(ADA, { attributes }), vortex.generateJwt({ user: ADA, attributes })];
    for (const bearer of bearers) {
      const sent = await ask('POST', '/invitations', body, bearer);
      expect(await vortex.getInvitation(sent.body.data.invitationEntries[0].id)).toMatchObject({
        attributes,
        passThrough: 'opaque',
        formSubmissionData: { lang: 'pt', email: { value: 'bob@x.test' }, note: { type: 'text', value: 'hello' } },
      });
      emulator.reset();
    }
    const link = await ask('POST', '/invitations/generate-shareable-link-invite', body, bearers[0]);
    expect(link.body.data.invitation.attributes).toEqual({ plan: 'pro', seats: '3' });
  });
});

describe('a request body of the mobile SDKs', () => {
  it('invites by SMS, with the name of the contact', async () => {
    const value = [{ value: '+15551234567', name: 'Grace' }];
    const source = 'phone';
    const payload = { smsTarget: { type: 'phone', value } };
    const { body } = await ask('POST', '/invitations', { widgetConfigurationId: 'component-1', payload, source });
    expect(body.data.invitationEntries).toEqual([{ id: string, status: 'queued', shortLink: string }]);
    expect(emulator.invitations).toMatchObject([
      { source, target: [{ type: 'phone', value: '+15551234567', name: 'Grace' }] },
    ]);
  });

  it('invites a friend inside the app and, where it has one, by email: one invitation', async () => {
    const person = { value: 'user-9', name: 'Grace', avatarUrl: 'https://x.test/g.png' };
    const payload = { internalId: { type: 'internal', value: person, email: 'grace@x.test' } };
    const sent = await ask('POST', '/invitations', {
      widgetConfigurationId: 'component-1',
      payload,
      source: 'internal',
      subtype: 'find-friends',
    });
    expect(sent.body.data.invitationEntries).toHaveLength(1);
    expect(emulator.invitations).toMatchObject([
      {
        subtype: 'find-friends',
        deliveryTypes: ['internal', 'email'],
        target: [
          { type: 'internal', ...person },
          { type: 'email', value: 'grace@x.test', name: 'Grace' },
        ],
      },
    ]);
    expect(emulator.outbox).toMatchObject([{ channel: 'email', to: 'grace@x.test' }]);
    for (const user of [{ id: 'user-9' }, { id: 'other', email: 'grace@x.test' }])
      expect((await ask('GET', '/invitations', undefined, token(user))).body.data.count).toBe(1);
  });

  it.each([
    ['sms', '+15551234567', 'phone'],
    ['internalId', 'user-9', 'internal'],
  ])('takes the older list of targets: %s', async (targetType, targetValue, type) => {
    const targets = [{ targetType, targetValue, targetName: 'Grace' }];
    const body = { widgetConfigurationId: 'component-1', source: targetType, targets };
    expect((await ask('POST', '/invitations', body)).status).toBe(200);
    expect(emulator.invitations).toMatchObject([{ target: [{ type, value: targetValue, name: 'Grace' }] }]);
  });

  it('hears which of its values are wrong', async () => {
    const wrong = async (body: object) => (await ask('POST', '/invitations', body)).body.problems;
    const payload = { internalId: { type: 'internal', value: { name: 'Grace' }, email: 'grace' } };
    expect(await wrong({ payload })).toMatchObject([
      { field: 'payload.internalId.value' },
      { field: 'payload.internalId.email' },
    ]);
    expect(await wrong({ targets: [{ targetType: 'pigeon', targetValue: 'x@x.test' }] })).toMatchObject([
      { field: 'targets[0].targetType' },
    ]);
    expect(await wrong({ payload: { email: { value: 'a@x.test' } }, passThrough: {} })).toMatchObject([
      { field: 'passThrough' },
    ]);
  });
});

describe('the collector', () => {
  it('turns what a component reports into analytics events for endpoints that ask for them', async () => {
    const app = await receiver();
    try {
      emulator.addWebhook({ url: app.url, events: ['analytics'] });
      const report = {
        name: 'email_fieldSubmission_succeeded',
        widgetConfigurationId: 'component-1',
        deploymentId: 'somebody-says',
        platform: 'ios',
        timestamp: 1764367200.25,
        sessionId: 'session-2',
        useragent: 'VortexSDK-iOS/1.0.22 (iOS 17.0; iPhone14,2)',
        foreignUserId: 'somebody else',
        segmentation: { plan: 'pro' },
        payload: { count: 2 },
        groups: [{ type: 'team', id: 't1', name: 'Team 1' }],
      };
      expect((await ask('POST', '/events', report)).status).toBe(202);
      const delivery = await emulator.waitForDelivery('email_fieldSubmission_succeeded');
      const event = delivery.event as VortexAnalyticsEvent;
      expect(event).toMatchObject({
        id: string,
        name: 'email_fieldSubmission_succeeded',
        accountId: string,
        widgetConfigurationId: 'component-1',
        // The token says who it is.
        foreignUserId: 'ada',
        sessionId: 'session-2',
        platform: 'ios',
        timestamp: '2025-11-28T22:00:00.250Z',
        segmentation: { plan: 'pro' },
        payload: { count: 2 },
        groups: report.groups,
      });
      expect(event.deploymentId).not.toBe('somebody-says');
      // In the documented event it is a text.
      expect((await ask('POST', '/events', { ...report, segmentation: '{"plan":"pro"}' })).status).toBe(202);
    } finally {
      await app.close();
    }
  });

  it('asks for a token and a name', async () => {
    expect(await ask('POST', '/events', { platform: 'ios' })).toMatchObject({
      status: 400,
      body: { problems: [{ field: 'name' }] },
    });
    expect(await ask('POST', '/events', { name: 'x', timestamp: 1e300 })).toMatchObject({
      status: 400,
      body: { problems: [{ field: 'timestamp' }] },
    });
    expect((await ask('POST', '/events', { name: 'x' }, 'nonsense')).status).toBe(401);
  });
});
