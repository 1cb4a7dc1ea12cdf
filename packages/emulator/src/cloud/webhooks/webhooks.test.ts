import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VortexWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { apiOf, type Call, createBody } from '../../../test/support/api.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Delivery, type Emulator, type EmulatorOptions } from '../../index.ts';

let app: Receiver;
let emulator: Emulator;
let call: Call;

async function start(options: EmulatorOptions = {}): Promise<void> {
  emulator = await createEmulator({ webhooks: [{ url: app.url }], retryDelays: [5, 5], ...options });
  call = apiOf(emulator);
}

beforeEach(async () => {
  app = await receiver();
});
afterEach(async () => {
  await emulator.close();
  await app.close();
});

const settled = (count: number) => (): boolean =>
  emulator.deliveries.filter(({ status }) => status !== 'pending').length >= count;

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('The condition was not met within 5 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('signs the raw bytes with the secret of the webhook', async () => {
  await start({ webhooks: [{ url: app.url, secret: 'whsec_test_own', events: ['invitation.created'] }] });
  await call('POST', '', createBody('zoë@x.test', 't'));
  await emulator.waitForDelivery('invitation.created');
  const [request] = app.requests;
  const signature = String(request?.headers['x-vortex-signature']);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  const event = new VortexWebhooks({ secret: 'whsec_test_own' }).constructEvent(request?.body ?? '', signature);
  expect(event).toMatchObject({
    type: 'invitation.created',
    sourceTable: 'invitations',
    operation: 'insert',
    data: { status: 'queued', targetEmail: 'zoë@x.test' },
  });
});

it('takes nothing but 2xx for taken, and says in the log which attempt it was', async () => {
  const log: string[] = [];
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }], log: (line) => log.push(line) });
  app.statuses.push(300, 299);
  await call('POST', '', createBody('a@x.test'));
  await until(settled(1));
  expect(emulator.deliveries).toMatchObject([{ status: 'delivered', attempts: [{ status: 300 }, { status: 299 }] }]);
  expect(log.filter((line) => line.startsWith('webhook '))).toEqual([
    expect.stringMatching(/^webhook invitation\.created -> http\S+ 300 \d+ ms: answer 300$/),
    expect.stringMatching(/ 299 \d+ ms \(attempt 2\)$/),
  ]);
});

it('retries with the same bytes until it is taken, and logs each attempt', async () => {
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }] });
  app.statuses.push(500, 302);
  await call('POST', '', createBody('a@x.test'));
  const delivery = await emulator.waitForDelivery('invitation.created');
  expect(delivery.attempts).toMatchObject([
    {
      status: 500,
      response: 'answer 500',
      error: null,
      durationMs: expect.any(Number),
      headers: { 'x-vortex-signature': app.requests[0]?.headers['x-vortex-signature'] },
    },
    { status: 302 },
    { status: 200 },
  ]);
  expect(new Set(app.requests.map(({ body }) => body.toString())).size).toBe(1);
  expect(new Set(app.requests.map(({ headers }) => headers['x-vortex-signature'])).size).toBe(1);
});

it('gives up after the last retry, and delivers again when it is asked to', async () => {
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }] });
  app.statuses.push(500, 500, 500);
  await call('POST', '', createBody('a@x.test'));
  await until(settled(1));
  const [failed] = emulator.deliveries;
  expect(failed).toMatchObject({ status: 'failed', nextAttemptAt: null });
  emulator.redeliver(failed?.id ?? '');
  const delivered = await emulator.waitForDelivery('invitation.created');
  expect(delivered.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 200]);
  expect(app.requests.at(-1)?.body).toEqual(app.requests[0]?.body);
  expect(emulator.redeliver('unknown')).toBeUndefined();
});

it('does not hold up events behind one that is being retried', async () => {
  await start({ retryDelays: [60_000] });
  app.statuses.push(500);
  await call('POST', '', createBody('a@x.test'));
  await emulator.waitForDelivery('invitation.email.delivered');
  expect(emulator.deliveries[0]).toMatchObject({ type: 'invitation.created', status: 'pending' });
  emulator.advanceTime(60_000);
  const late = await emulator.waitForDelivery('invitation.created');
  expect(late.attempts).toHaveLength(2);
});

it('says why there was no answer', async () => {
  const { url } = app;
  await app.close();
  await start({ webhooks: [{ url }], retryDelays: [] });
  await call('POST', '', createBody('a@x.test', undefined, 'internal'));
  await until(settled(1));
  expect(emulator.deliveries[0]?.attempts[0]).toMatchObject({
    status: null,
    error: expect.stringContaining('ECONNREFUSED'),
  });
});

it('is not disturbed by an app that restarts between events', async () => {
  await start({ webhooks: [{ url: app.url, events: ['custom'] }], retryDelays: [] });
  const { port } = new URL(app.url);
  for (let round = 1; round <= 3; round++) {
    emulator.trigger('custom');
    await emulator.waitForDelivery(
      () => emulator.deliveries.filter(({ status }) => status === 'delivered').length === round,
    );
    await app.close();
    app = await receiver(Number(port));
  }
});

it('does not wait for ever', async () => {
  await start({ webhookTimeout: 50, retryDelays: [], webhooks: [{ url: app.url, events: ['invitation.created'] }] });
  app.statuses.push(0);
  await call('POST', '', createBody('a@x.test'));
  await until(settled(1));
  expect(emulator.deliveries[0]?.attempts[0]).toMatchObject({ error: 'no response within 50 ms' });
});

it('delivers to each webhook what it asked for, until it is removed', async () => {
  await start({ webhooks: [] });
  const accepted = emulator.addWebhook({ url: app.url, events: ['invitation.accepted'] });
  const { id } = (await call('POST', '', createBody('a@x.test', 't'))).body;
  await call('POST', '/accept', { invitationIds: [id], user: { email: 'a@x.test', isExisting: true } });
  const { event } = await emulator.waitForDelivery();
  expect(event).toMatchObject({
    type: 'invitation.accepted',
    data: { isExisting: true, acceptedBy: { value: 'a@x.test' } },
  });
  expect(emulator.removeWebhook(accepted.id)).toBe(true);
  await call('POST', '', createBody('b@x.test'));
  expect(emulator.deliveries).toHaveLength(1);
});

it('begins nothing more for a webhook that is removed', async () => {
  await start();
  app.statuses.push(0);
  await call('POST', '', createBody('a@x.test'));
  await until(() => app.requests.length === 1);
  emulator.removeWebhook(emulator.webhooks[0]?.id ?? '');
  expect(emulator.deliveries.map(({ status }) => status)).toEqual(['pending', 'failed']);
  expect(emulator.webhooks).toEqual([]);
});

it('sends analytics events to those who ask for them', async () => {
  await start({ webhooks: [{ url: app.url, events: ['analytics'] }] });
  await call('POST', '', createBody('a@x.test'));
  const { event } = await emulator.waitForDelivery('invitation_sent');
  expect(event).toMatchObject({
    name: 'invitation_sent',
    foreignUserId: 'user-1',
    widgetConfigurationId: 'component-1',
  });
  expect(event).not.toHaveProperty('type');
});

it('tells when a mail bounces', async () => {
  await start();
  const { id } = (await call('POST', '', createBody('bounce@x.test'))).body;
  await emulator.waitForDelivery('invitation.email.bounced');
  expect((await call('GET', `/${id}`)).body.status).toBe('sent');
  expect(emulator.outbox).toMatchObject([{ bounced: true }]);
});

it('sends events out of nowhere', async () => {
  await start();
  emulator.trigger('abtest.started', { variant: 'b' });
  const { event } = await emulator.waitForDelivery('abtest.started');
  expect(event).toMatchObject({ data: { variant: 'b' } });
});

describe('waiting for a delivery', () => {
  it('picks one by a function', async () => {
    await start();
    const { id } = (await call('POST', '', createBody('a@x.test'))).body;
    const wanted = ({ type, event }: Delivery): boolean =>
      type === 'invitation.email.delivered' && 'data' in event && event.data.invitationId === id;
    expect((await emulator.waitForDelivery(wanted)).status).toBe('delivered');
  });

  it('ends with what has happened so far', async () => {
    await start({ retryDelays: [] });
    app.statuses.push(401);
    await call('POST', '', createBody('a@x.test', undefined, 'internal'));
    await expect(emulator.waitForDelivery('invitation.created', { timeout: 80 })).rejects.toThrow(
      /No delivery of invitation\.created within 80 ms.*failed \(401\)/,
    );
  });

  it('says when there is nobody to deliver to', async () => {
    await start({ webhooks: [] });
    await expect(emulator.waitForDelivery('x', { timeout: 1 })).rejects.toThrow(/addWebhook/);
  });
});

it('forgets deliveries at a reset and keeps the webhooks', async () => {
  await start();
  app.statuses.push(0);
  await call('POST', '', createBody('a@x.test'));
  await until(() => app.requests.length === 1);
  emulator.reset();
  expect(emulator.deliveries).toEqual([]);
  expect(emulator.webhooks).toHaveLength(1);
  await call('POST', '', createBody('a@x.test'));
  await emulator.waitForDelivery('invitation.email.delivered');
  expect(emulator.deliveries).toHaveLength(2);
});

it('tells when nothing is on its way any more', async () => {
  await start({ retryDelays: [60_000] });
  await emulator.idle();
  app.statuses.push(500);
  await call('POST', '', createBody('a@x.test'));
  await emulator.idle();
  expect(emulator.deliveries.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
  expect(app.requests).toHaveLength(2);
});

it('refuses a webhook that is no address', async () => {
  await start();
  expect(() => emulator.addWebhook({ url: '127.0.0.1:3000' })).toThrow(/http:\/\//);
  expect(() => emulator.addWebhook({ url: app.url, secret: '' })).toThrow(/secret/);
});

it('keeps the order of events when it is paused in the middle of them', async () => {
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }] });
  const id = emulator.webhooks[0]?.id ?? '';
  for (const name of ['a', 'b', 'c']) await call('POST', '', createBody(`${name}@x.test`));
  emulator.pauseWebhook(id);
  await call('POST', '', createBody('d@x.test'));
  await emulator.idle();
  emulator.pauseWebhook(id, false);
  await emulator.idle();
  const to = app.requests.map(({ body }) => JSON.parse(body.toString()).data.targetEmail);
  expect(to).toEqual(['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test']);
});

it('holds what is in line when it is paused while another one is on its way', async () => {
  await start({ webhookTimeout: 200, retryDelays: [] });
  const id = emulator.webhooks[0]?.id ?? '';
  app.statuses.push(0);
  for (const name of ['first', 'second', 'third']) emulator.trigger(name);
  await until(() => app.requests.length === 1);
  emulator.pauseWebhook(id);
  await emulator.idle();
  expect(emulator.deliveries.map(({ status }) => status)).toEqual(['failed', 'pending', 'pending']);
  expect(app.requests).toHaveLength(1);
  emulator.pauseWebhook(id, false);
  await emulator.idle();
  expect(emulator.deliveries.map(({ status }) => status)).toEqual(['failed', 'delivered', 'delivered']);
});

it('waits for no end of an answer, and keeps its beginning', async () => {
  const endless = createServer((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  try {
    await start({ webhooks: [{ url: `http://127.0.0.1:${(endless.address() as AddressInfo).port}/` }] });
    emulator.trigger('abtest.started');
    const { attempts } = await emulator.waitForDelivery('abtest.started');
    expect(attempts).toMatchObject([{ status: 200, error: null, response: 'x'.repeat(2_000) }]);
  } finally {
    endless.close();
    endless.closeAllConnections();
  }
});

it('delivers nothing after it was closed', async () => {
  await start();
  app.statuses.push(0);
  emulator.trigger('abtest.started');
  await until(() => app.requests.length === 1);
  await emulator.close();
  emulator.trigger('abtest.started');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(app.requests).toHaveLength(1);
});

it('says that nobody has asked for an event which is waited for', async () => {
  await start({ webhooks: [{ url: app.url, events: ['invitation.acepted'] }] });
  await expect(emulator.waitForDelivery('invitation.accepted', { timeout: 10 })).rejects.toThrow(
    'No webhook endpoint gets it',
  );
});

it('begins its retries anew when it is asked to deliver again, and none for an endpoint that is gone', async () => {
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }], retryDelays: [5] });
  app.statuses.push(500, 500, 500);
  await call('POST', '', createBody('a@x.test'));
  await until(settled(1));
  const [failed] = emulator.deliveries;
  emulator.redeliver(failed?.id ?? '');
  await until(() => emulator.deliveries[0]?.status === 'delivered');
  expect(emulator.deliveries[0]?.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 200]);
  app.statuses.push(0);
  await call('POST', '', createBody('b@x.test'));
  await until(() => app.requests.length === 5);
  emulator.removeWebhook(emulator.webhooks[0]?.id ?? '');
  await app.close();
  await until(settled(2));
  expect(emulator.deliveries[1]).toMatchObject({ status: 'failed', nextAttemptAt: null, attempts: [{ status: null }] });
  app = await receiver();
});

it('sends what waits for its time at that very moment, and not before', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }], retryDelays: [60_000] });
  app.statuses.push(500);
  await call('POST', '', createBody('a@x.test'));
  await emulator.idle();
  emulator.advanceTime(59_999);
  await emulator.idle();
  expect(app.requests).toHaveLength(1);
  emulator.advanceTime(1);
  await emulator.idle();
  expect(app.requests).toHaveLength(2);
});
