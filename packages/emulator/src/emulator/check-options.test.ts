import { afterEach, expect, it } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions } from '../index.ts';

let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

const url = 'http://127.0.0.1:3000/webhooks/vortex';

it.each<[option: string, options: unknown]>([
  ['takes an object', 'port'],
  ['takes an object', null],
  ['no "webhook"', { webhook: [] }],
  ['port', { port: 65_536 }],
  ['port', { port: '4400' }],
  // Node would take these for every interface, and for a socket of that name.
  ['host', { host: '' }],
  ['host', { host: 5 }],
  ['allowedHosts', { allowedHosts: 'app' }],
  ['clientOrigins', { clientOrigins: 'http://app.test' }],
  ['API key', { apiKey: 'VRTX.x.y' }],
  ['webhookSecret', { webhookSecret: ' whsec_x' }],
  ['webhooks', { webhooks: url }],
  ['http://', { webhooks: [{}] }],
  ['user name or password', { webhooks: [{ url: 'http://ada:hidden@127.0.0.1/' }] }],
  ['events', { webhooks: [{ url, events: 'invitation.created' }] }],
  ['events', { webhooks: [{ url, events: [] }] }],
  ['secret', { webhooks: [{ url, secret: '' }] }],
  ['no "event"', { webhooks: [{ url, event: ['invitation.created'] }] }],
  ['no "invitation"', { seed: { invitation: [] } }],
  ['seed.components', { seed: { components: 'welcome' } }],
  ['landingPageParameter', { landingPageParameter: '' }],
  ['invitationLifetime', { invitationLifetime: '30d' }],
  ['invitationLifetime', { invitationLifetime: Number.POSITIVE_INFINITY }],
  ['reminders', { reminders: ['3d'] }],
  ['duplicates', { duplicates: 'refuse' }],
  ['acceptOnlyByTarget', { acceptOnlyByTarget: 'yes' }],
  ['bounces', { bounces: 'bounce@x.test' }],
  ['retryDelays', { retryDelays: [Number.NaN] }],
  ['webhookTimeout', { webhookTimeout: 0 }],
  ['keepDeliveries', { keepDeliveries: -1 }],
  ['data', { data: 5 }],
  ['log', { log: true }],
])('says what is wrong with an option: %s', async (named, options) => {
  const refused = await createEmulator(options as EmulatorOptions).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    name: 'EmulatorError',
    code: 'invalid_option',
    message: expect.stringContaining(named),
  });
  expect(String(refused)).not.toContain('hidden');
});

it('takes an option that is undefined for one that was left out', async () => {
  emulator = await createEmulator({
    port: undefined,
    seed: undefined,
    webhooks: [{ url, events: undefined }],
  } as never);
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('refuses what it could not do later, and goes on as before', async () => {
  emulator = await createEmulator();
  const running = emulator;
  const { id } = running.addWebhook({ url: 'http://127.0.0.1:9/', events: ['abtest.started'] });
  const attempts: readonly (() => unknown)[] = [
    () => running.addWebhook({ url, secret: 'x ' }),
    () => running.rotateWebhookSecret(id, ''),
    () => running.trigger(''),
    () => running.trigger('abtest.started', 'data' as never),
    () => running.advanceTime(Number.NaN),
    () => running.advanceTime(-1),
    () => running.advanceTime('1000' as never),
    () => running.advanceTime(Number.POSITIVE_INFINITY),
    () => running.addFault({}),
    () => running.addFault({ status: 42 }),
    () => running.addFault({ status: 503, headers: { 'no header': 'x' } }),
    () => running.addFault({ drop: 'sometimes' as never }),
  ];
  for (const attempt of attempts)
    expect(attempt, String(attempt)).toThrow(expect.objectContaining({ code: 'invalid_option' }));
  expect(running.webhooks).toHaveLength(1);
  const answer = await fetch(`${running.url}/api/v1/invitations/by-scope/team/1`, {
    headers: { 'x-api-key': running.apiKey },
  });
  expect(answer.status).toBe(200);
});

it('faults what an expression fits', async () => {
  emulator = await createEmulator();
  emulator.addFault({ path: /by-scope/g, status: 503, times: 2 });
  const headers = { 'x-api-key': emulator.apiKey };
  const statuses = [];
  for (const path of ['by-scope/t/1', 'nobody', 'by-scope/t/1', 'by-scope/t/1'])
    statuses.push((await fetch(`${emulator.url}/api/v1/invitations/${path}`, { headers })).status);
  expect(statuses).toEqual([503, 404, 503, 200]);
});
