import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../index.ts';

const DAY = 24 * 60 * 60 * 1000;

let app: Receiver;
let emulator: Emulator;

beforeEach(async () => {
  app = await receiver();
});
afterEach(async () => {
  await emulator.close();
  await app.close();
});

async function start(options: EmulatorOptions = {}): Promise<void> {
  const events = ['invitation.reminder.sent', 'invitation.email.delivered'];
  const webhooks = [{ url: app.url, events }];
  emulator = await createEmulator({ webhooks, reminders: [3 * DAY, 7 * DAY], ...options });
}

async function invite(address: string, type = 'email'): Promise<string> {
  return (await apiOf(emulator)('POST', '', createBody(address, 't', type))).body.id;
}

const reminders = () => emulator.outbox.filter(({ kind }) => kind === 'reminder');

async function told(): Promise<{ type: string; timestamp: string; data: Record<string, unknown> }[]> {
  await emulator.idle();
  return app.requests.map(({ body }) => JSON.parse(body.toString()));
}

it('reminds by email when its time has come, and says so', async () => {
  await start();
  const id = await invite('ada@x.test');
  emulator.advanceTime(3 * DAY - 60_000);
  expect(reminders()).toEqual([]);
  emulator.advanceTime(60_000);
  expect(reminders()).toMatchObject([
    { to: 'ada@x.test', invitationId: id, subject: expect.stringMatching(/^Reminder/) },
  ]);
  expect(emulator.invitations[0]).toMatchObject({ status: 'delivered', deliveryCount: 2 });
  expect((await told()).map(({ type }) => type)).toEqual([
    'invitation.email.delivered',
    'invitation.reminder.sent',
    'invitation.email.delivered',
  ]);
  expect((await told())[1]?.data).toMatchObject({ invitationId: id, status: 'queued', deliveryCount: 2 });
});

it('sends what a long leap has passed over, each as of its own time and in their order', async () => {
  await start();
  await invite('ada@x.test');
  emulator.advanceTime(2 * DAY);
  await invite('bob@x.test');
  emulator.advanceTime(60 * DAY);
  expect(reminders().map(({ to }) => to)).toEqual(['ada@x.test', 'bob@x.test', 'ada@x.test', 'bob@x.test']);
  const [ada] = emulator.invitations;
  const created = Date.parse(ada?.createdAt ?? '');
  const after = reminders().map(({ sentAt }) => Math.round((Date.parse(sentAt) - created) / DAY));
  expect(after).toEqual([3, 5, 7, 9]);
  const times = (await told()).map(({ timestamp }) => timestamp);
  expect(times).toEqual(times.toSorted());
  expect(emulator.invitations.map(({ expired, deliveryCount }) => [expired, deliveryCount])).toEqual([
    [true, 3],
    [true, 3],
  ]);
  const ended = emulator.invitations.map(({ expires, modifiedAt }) => [modifiedAt, expires]);
  expect(ended.every(([modifiedAt, expires]) => modifiedAt === expires)).toBe(true);
});

it('reminds nobody who has answered, can not be reached, or is not written to by Vortex', async () => {
  await start({ reminders: [3 * DAY, 30 * DAY, 40 * DAY] });
  const call = apiOf(emulator);
  const accepted = await invite('ada@x.test');
  await call('POST', '/accept', { invitationIds: [accepted], user: { email: 'ada@x.test' } });
  await call('DELETE', `/${await invite('bob@x.test')}`);
  await invite('bounce@x.test');
  await invite('+15551234567', 'phone');
  await invite('user-2', 'internal');
  await invite('late@x.test');
  emulator.advanceTime(60 * DAY);
  expect(reminders().map(({ to }) => to)).toEqual(['late@x.test']);
});

it('reminds by the real clock too, with nobody asking', async () => {
  await start({ reminders: [100] });
  await invite('ada@x.test');
  await emulator.waitForDelivery('invitation.reminder.sent', { timeout: 5_000 });
  expect(reminders()).toHaveLength(1);
});

it('reminds of what fell due while it was stopped', async () => {
  const root = mkdtempSync(join(tmpdir(), 'vortex-reminders-'));
  try {
    const options = { data: join(root, 'data'), reminders: [500, 3 * DAY] };
    await start(options);
    await invite('ada@x.test');
    await emulator.close();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await start(options);
    expect(reminders()).toHaveLength(1);
    emulator.advanceTime(4 * DAY);
    expect(reminders()).toHaveLength(2);
  } finally {
    await emulator.close();
    rmSync(root, { recursive: true, force: true });
  }
});

it('sends none unless they are asked for, and refuses times that make no sense', async () => {
  await start({ reminders: undefined } as unknown as EmulatorOptions);
  await invite('ada@x.test');
  emulator.advanceTime(29 * DAY);
  expect(reminders()).toEqual([]);
  await expect(createEmulator({ reminders: [0] })).rejects.toMatchObject({ code: 'invalid_option' });
});
