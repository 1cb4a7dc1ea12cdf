import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { endpoint, SECRET } from '../../test/webhooks/input.ts';
import { ALL_WEBHOOK_EVENT_TYPES, type VortexEvent, VortexWebhooks, verifyWebhook } from '../index.ts';
import { createAnalyticsEvent, createWebhookEvent, signedWebhook, signWebhook } from '../testing.ts';

afterEach(() => vi.unstubAllEnvs());

test('signWebhook gives the signature of docs/protocol.md §2.5', () => {
  expect(signWebhook('', 'whsec_test_secret_key_1234567890')).toBe(
    '58ea0b473af4cd2dd662bfd8ea9a6bb4f8cde5c09b5e605b27148800b820215e',
  );
});

test('createAnalyticsEvent makes a whole event, of the same account', () => {
  expect(createAnalyticsEvent('widget_loaded')).toMatchObject({
    id: expect.stringMatching(/^ae_/),
    name: 'widget_loaded',
    accountId: 'acc_test',
    organizationId: 'org_test',
    projectId: 'proj_test',
    environmentId: 'env_test',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

describe('createWebhookEvent', () => {
  test.each(ALL_WEBHOOK_EVENT_TYPES)('makes a whole event of type %s', (type) => {
    expect(createWebhookEvent(type)).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      type,
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      accountId: 'acc_test',
      environmentId: 'env_test',
      sourceTable: expect.stringMatching(/^[a-z_]+s$/),
      operation: expect.stringMatching(/^(insert|update)$/),
      data: expect.any(Object),
    });
  });

  test.each([
    ['invitation.created', 'insert'],
    ['group.member.added', 'insert'],
    ['abtest.started', 'insert'],
    ['invitation.accepted', 'update'],
  ])('says of %s what it did to its table: %s', (type, operation) => {
    expect(createWebhookEvent(type).operation).toBe(operation);
  });

  test('asks for a type', () => {
    for (const nothing of ['', undefined, 7]) {
      expect(() => createWebhookEvent(nothing as string)).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    }
  });

  test('gives every event its own id, and takes what is set', () => {
    expect(createWebhookEvent('member.created').id).not.toBe(createWebhookEvent('member.created').id);
    const event = createWebhookEvent('invitation.accepted', { id: 'evt_7', data: { targetEmail: 'ada@example.com' } });
    expectTypeOf(event).toEqualTypeOf<VortexEvent<'invitation.accepted'>>();
    expect(event).toMatchObject({
      id: 'evt_7',
      data: { targetEmail: 'ada@example.com', invitationId: expect.any(String) },
    });
    expect(createWebhookEvent('member.created', { id: undefined }).id).toMatch(/^evt_/);
  });
});

describe('signedWebhook', () => {
  test('is accepted by an endpoint in two lines', async () => {
    const accepted = vi.fn();
    const { deliver } = endpoint({ on: { 'invitation.accepted': accepted } });
    const { body, headers, event } = signedWebhook('invitation.accepted', { secret: SECRET });
    expect(await deliver({ body, headers })).toMatchObject({ status: 200 });
    expect(accepted).toHaveBeenCalledWith(event, expect.anything());
  });

  test('signs any event of one’s own, an unknown type, and an analytics event', () => {
    const webhooks = new VortexWebhooks({ secret: SECRET });
    for (const { body, headers, event } of [
      signedWebhook({ type: 'moon.landed', n: 1 }, { secret: SECRET }),
      signedWebhook('moon.landed', { secret: SECRET, event: { data: { n: 1 } } }),
      signedWebhook(createAnalyticsEvent('widget_loaded', { userId: undefined, platform: 'ios' } as object), {
        secret: [SECRET, 'whsec_test_old'],
      }),
    ]) {
      expect(webhooks.constructEvent(body, headers['x-vortex-signature'])).toEqual(event);
    }
  });

  test('takes VORTEX_WEBHOOK_SECRET when no secret is given', () => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
    const { body, headers } = signedWebhook('member.created');
    expect(verifyWebhook(body, headers['x-vortex-signature'], SECRET)).toBe(true);
  });
});
