import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { type Receiver, receiver } from '../../test/support/receiver.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../index.ts';

const DAY = 24 * 60 * 60 * 1000;

let root: string;
let app: Receiver;
const running = new Set<Emulator>();

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'vortex-data-'));
  app = await receiver();
});
afterEach(async () => {
  for (const emulator of running) await emulator.close();
  running.clear();
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

const directory = (): string => join(root, 'data');

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ data: directory(), ...options });
  running.add(emulator);
  return emulator;
}

async function stop(emulator: Emulator): Promise<void> {
  running.delete(emulator);
  await emulator.close();
}

async function again(emulator: Emulator, options: EmulatorOptions = {}): Promise<Emulator> {
  await stop(emulator);
  return start(options);
}

/** Everything that people see, without the port that links are on. */
function visible(emulator: Emulator): unknown {
  const { invitations, outbox, deliveries, webhooks, keys } = emulator;
  const text = JSON.stringify({ invitations, outbox, deliveries, webhooks, keys });
  return JSON.parse(text.replace(/http:\/\/127\.0\.0\.1:\d+(?=\/(i|outbox)\/)/g, ''));
}

/** One of everything that can happen. */
async function live(emulator: Emulator): Promise<void> {
  const call = apiOf(emulator);
  const { body: first } = await call('POST', '', { ...createBody('ada@x.test', 't'), metadata: { a: [1, null, 'é'] } });
  const { body: second } = await call('POST', '', createBody('bob@x.test', 't'), { 'idempotency-key': 'once' });
  await call('POST', '', createBody('+15551234567', 't', 'phone'));
  await call('POST', '', createBody('bounce@x.test', 'u'));
  await call('POST', `/${first.id}/reinvite`);
  await call('POST', '/accept', { invitationIds: [second.id], user: { email: 'bob@x.test', name: 'Bob' } });
  await call('POST', '/autojoin', { scope: 't', scopeType: 'team', domains: ['x.test', 'y.test'], componentId: 'c' });
  await (await fetch(first.shortLink)).text();
  await (await fetch(`${emulator.url}/outbox/${emulator.outbox[0]?.id}/open.gif`)).arrayBuffer();
  emulator.createKey('staging');
}

describe('a state that is kept', () => {
  it('is there again after a restart, all of it', async () => {
    let emulator = await start({ webhooks: [{ url: app.url }] });
    await live(emulator);
    emulator.advanceTime(3 * DAY);
    await emulator.idle();
    const before = visible(emulator);
    emulator = await again(emulator, { webhooks: [{ url: app.url }] });
    expect(visible(emulator)).toEqual(before);
    const [invitation] = emulator.invitations;
    expect(invitation).toMatchObject({ clickThroughs: 1, deliveryCount: 2, metadata: { a: [1, null, 'é'] } });
    const page = await (await fetch(`${emulator.url}/?q=ada`)).text();
    expect(page).toContain('link clicked');
    expect(Date.parse((await state(emulator)).time) - Date.now()).toBeGreaterThan(2.9 * DAY);
  });

  it('is on the disk a moment after each change, while the emulator runs', async () => {
    const emulator = await start();
    const copied = join(root, 'copied');
    /** What another emulator would find, were this one gone now. */
    const found = async (): Promise<(string | undefined)[]> => {
      rmSync(copied, { recursive: true, force: true });
      cpSync(directory(), copied, { recursive: true });
      const other = await createEmulator({ data: copied });
      await other.close();
      return other.invitations.map(({ target }) => target[0]?.value);
    };
    for (const [index, address] of ['ada@x.test', 'bob@x.test'].entries()) {
      await apiOf(emulator)('POST', '', createBody(address, 't'));
      await expect.poll(found, { timeout: 5_000, interval: 100 }).toHaveLength(index + 1);
    }
    expect(await found()).toEqual(['ada@x.test', 'bob@x.test']);
    emulator.reset();
    await expect.poll(found, { timeout: 5_000, interval: 100 }).toEqual([]);
  });

  it('goes on as if nothing had been', async () => {
    let emulator = await start();
    await live(emulator);
    emulator = await again(emulator);
    const call = apiOf(emulator);
    const listed = async () => (await call('GET', '/by-scope/team/t')).body.invitations.length;
    expect(await listed()).toBe(3);
    const repeated = await call('POST', '', createBody('bob@x.test', 't'), { 'idempotency-key': 'once' });
    expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    expect(repeated.body.id).toBe(emulator.invitations[1]?.id);
    const twin = await call('POST', '', createBody('ada@x.test', 't'));
    expect(twin.body.id).toBe(emulator.invitations[0]?.id);
    const joined = await call('GET', '?targetType=email&targetValue=new@y.test');
    expect(joined.body.invitations).toMatchObject([{ invitationType: 'autojoin' }]);
    expect((await fetch(emulator.invitations[0]?.shortLink ?? '')).status).toBe(200);
    await call('POST', '', createBody('new@x.test', 't'));
    expect(await listed()).toBe(4);
    emulator.advanceTime(31 * DAY);
    expect(await listed()).toBe(1);
  });

  it('keeps keys, and what was revoked stays revoked', async () => {
    let emulator = await start();
    const staging = emulator.createKey('staging');
    emulator.revokeKey(emulator.keys[0]?.id ?? '');
    emulator = await again(emulator);
    expect(emulator.keys).toMatchObject([{ id: staging.id, label: 'staging' }]);
    expect(emulator.apiKey).toBe(staging.key);
    expect(await (await fetch(emulator.url)).text()).not.toContain(staging.key);
    expect((await apiOf(emulator)('GET', '/by-scope/a/b')).status).toBe(200);
    const own = 'VRTX.AAAAAAAAQACAAAAAAAAAAg.another-one';
    emulator = await again(emulator, { apiKey: own });
    expect(emulator.apiKey).toBe(own);
    expect((await apiOf(emulator)('GET', '/by-scope/a/b')).status).toBe(200);
    expect(emulator.keys).toHaveLength(2);
  });

  it('keeps webhooks with the secrets they were rotated to, and adds those of the options once', async () => {
    const events = ['invitation.created'];
    let emulator = await start({ webhooks: [{ url: app.url, events }] });
    const [added] = emulator.webhooks;
    const rotated = emulator.rotateWebhookSecret(added?.id ?? '');
    emulator = await again(emulator, { webhooks: [{ url: app.url, events }, { url: `${app.url}/2` }] });
    expect(emulator.webhooks).toMatchObject([rotated ?? {}, { url: `${app.url}/2` }]);
    emulator = await again(emulator, { webhooks: [{ url: app.url, events, secret: 'whsec_test_other' }] });
    expect(emulator.webhooks).toMatchObject([{ id: added?.id, secret: 'whsec_test_other' }, {}]);
  });

  it('lets go of a webhook that was only there for the time being', async () => {
    let emulator = await start({ retryDelays: [60_000] });
    app.statuses.push(500);
    const body = { url: app.url, events: ['invitation.created'], temporary: true };
    const headers = { 'content-type': 'application/json' };
    const webhooks = `${emulator.url}/__emulator/webhooks`;
    await fetch(webhooks, { method: 'POST', headers, body: JSON.stringify(body) });
    await apiOf(emulator)('POST', '', createBody('ada@x.test'));
    await emulator.idle();
    expect(emulator.deliveries).toMatchObject([{ status: 'pending' }]);
    emulator = await again(emulator);
    expect(emulator.webhooks).toEqual([]);
    expect(emulator.deliveries).toMatchObject([{ status: 'failed', attempts: [{ status: 500 }] }]);
  });

  it('delivers what had not arrived, with the same bytes', async () => {
    app.statuses.push(500);
    let emulator = await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }], retryDelays: [300] });
    await apiOf(emulator)('POST', '', createBody('ada@x.test'));
    await emulator.idle();
    expect(emulator.deliveries).toMatchObject([{ status: 'pending', attempts: [{ status: 500 }] }]);
    emulator = await again(emulator, { retryDelays: [300] });
    const delivery = await emulator.waitForDelivery('invitation.created');
    expect(delivery.attempts).toMatchObject([{ status: 500 }, { status: 200 }]);
    expect(app.requests).toHaveLength(2);
    expect(app.requests[1]?.body).toEqual(app.requests[0]?.body);
  });

  it('keeps the events of a paused webhook back until it goes on', async () => {
    let emulator = await start({ webhooks: [{ url: app.url, events: ['invitation.created'] }] });
    const id = emulator.webhooks[0]?.id ?? '';
    emulator.pauseWebhook(id);
    for (const name of ['a', 'b', 'c']) await apiOf(emulator)('POST', '', createBody(`${name}@x.test`));
    emulator = await again(emulator);
    await emulator.idle();
    expect(app.requests).toHaveLength(0);
    emulator.pauseWebhook(id, false);
    await emulator.idle();
    const to = app.requests.map(({ body }) => JSON.parse(body.toString()).data.targetEmail);
    expect(to).toEqual(['a@x.test', 'b@x.test', 'c@x.test']);
  });

  it('plants the seed once, and again after a reset, which empties the files', async () => {
    const seed = { invitations: [{ target: { type: 'email', value: 's@x.test' }, inviter: { userId: 'u' } }] } as const;
    let emulator = await start({ seed, webhooks: [{ url: app.url }] });
    await apiOf(emulator)('POST', '', createBody('secret-person@x.test'));
    emulator = await again(emulator, { seed });
    expect(emulator.invitations.map(({ target }) => target[0]?.value)).toEqual(['s@x.test', 'secret-person@x.test']);
    emulator.reset();
    const left = visible(emulator);
    expect(emulator.invitations).toHaveLength(1);
    await expect.poll(written, { timeout: 5_000 }).not.toContain('secret-person');
    emulator = await again(emulator, { seed });
    expect(visible(emulator)).toEqual(left);
    expect(written()).not.toContain('secret-person');
  });
});

async function state(emulator: Emulator): Promise<{ time: string }> {
  return (await fetch(`${emulator.url}/__emulator/state`)).json() as Promise<{ time: string }>;
}

/** All that is on the disk. */
function written(): string {
  return readdirSync(directory())
    .map((name) => readFileSync(join(directory(), name), 'latin1'))
    .join('');
}
