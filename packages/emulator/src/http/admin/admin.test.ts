import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../../test/support/api.ts';
import { rawRequest } from '../../../test/support/raw-request.ts';
import { type Receiver, receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

let emulator: Emulator;
let app: Receiver;

beforeEach(async () => {
  emulator = await createEmulator({ retryDelays: [] });
  app = await receiver();
});
afterEach(async () => {
  await emulator.close();
  await app.close();
});

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${emulator.url}/__emulator${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: answer.status, body: await answer.json() };
}

describe('keys of a running emulator', () => {
  it('shows a new key once, takes it at the API, and ends it', async () => {
    const { status, body: made } = await ask('POST', '/keys', { label: 'staging' });
    expect(status).toBe(201);
    const withKey = () =>
      apiOf(emulator)('GET', '?targetType=email&targetValue=a@x.test', undefined, { 'x-api-key': made.key });
    expect((await withKey()).status).toBe(200);
    const { body } = await ask('GET', '/keys');
    expect(body.keys).toHaveLength(2);
    expect(body.keys[1]).toEqual({ id: made.id, label: 'staging', createdAt: expect.any(String) });
    expect((await ask('DELETE', `/keys/${made.id}`)).status).toBe(200);
    expect((await withKey()).status).toBe(401);
    expect((await ask('DELETE', `/keys/${made.id}`)).status).toBe(404);
  });

  it('keeps the last one', async () => {
    const [only] = emulator.keys;
    expect(await ask('DELETE', `/keys/${only?.id}`)).toMatchObject({ status: 409, body: { code: 'last_key' } });
  });
});

describe('webhooks of a running emulator', () => {
  it('shows a secret at the start and when it is rotated, and in no list', async () => {
    const { body: added } = await ask('POST', '/webhooks', { url: app.url });
    expect(added.secret).toMatch(/^whsec_/);
    const { body: list } = await ask('GET', '/webhooks');
    expect(list.webhooks).toEqual([{ id: added.id, url: app.url, events: null, paused: false }]);
    const { body: rotated } = await ask('POST', `/webhooks/${added.id}/rotate`);
    expect(rotated.secret).not.toBe(added.secret);
  });

  it('keeps the events of a paused one back, and delivers them in order afterwards', async () => {
    const { body: added } = await ask('POST', '/webhooks', { url: app.url, events: ['invitation.created'] });
    await ask('POST', `/webhooks/${added.id}/pause`, { paused: true });
    for (const name of ['a', 'b', 'c']) await apiOf(emulator)('POST', '', createBody(`${name}@x.test`));
    await emulator.idle();
    expect(app.requests).toHaveLength(0);
    await ask('POST', `/webhooks/${added.id}/pause`, { paused: false });
    await emulator.idle();
    expect(app.requests.map(({ body }) => JSON.parse(body.toString()).data.targetEmail)).toEqual([
      'a@x.test',
      'b@x.test',
      'c@x.test',
    ]);
  });

  it('signs a retry with the secret that was rotated to', async () => {
    const hook = emulator.addWebhook({ url: app.url, events: ['invitation.created'], secret: 'whsec_test_old' });
    await apiOf(emulator)('POST', '', createBody('a@x.test'));
    await emulator.idle();
    emulator.rotateWebhookSecret(hook.id, 'whsec_test_new');
    const [delivery] = emulator.deliveries;
    emulator.redeliver(delivery?.id ?? '');
    await emulator.idle();
    const [first, second] = app.requests;
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['x-vortex-signature']).not.toBe(first?.headers['x-vortex-signature']);
  });

  it('refuses an address that is none, and removes what is not wanted any more', async () => {
    expect((await ask('POST', '/webhooks', { url: 'nowhere' })).status).toBe(400);
    const { body: added } = await ask('POST', '/webhooks', { url: app.url });
    expect((await ask('DELETE', `/webhooks/${added.id}`)).status).toBe(200);
    expect(emulator.webhooks).toEqual([]);
  });
});

describe('the state of a running emulator', () => {
  it('counts, lists in pages, and lets time pass', async () => {
    for (let i = 0; i < 101; i++) await apiOf(emulator)('POST', '', createBody(`p${i}@x.test`));
    expect((await ask('GET', '/state')).body).toMatchObject({ url: emulator.url, invitations: 101, keys: 1 });
    const first = (await ask('GET', '/invitations')).body;
    expect(first.invitations).toHaveLength(100);
    const rest = (await ask('GET', `/invitations?start=${first.next}`)).body;
    expect(rest).toMatchObject({ next: null, invitations: [{ expired: false }] });
    await ask('POST', '/time', { ms: 31 * 86_400_000 });
    expect((await ask('GET', '/invitations?start=100')).body.invitations[0].expired).toBe(true);
  });

  it('is refused to pages of other origins, and to host names that may be rebound', async () => {
    const url = `${emulator.url}/__emulator/keys`;
    expect((await rawRequest(url, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await rawRequest(url, { host: 'evil.example' })).status).toBe(421);
  });
});

describe('faults of a running emulator', () => {
  const list = () => apiOf(emulator)('GET', '/by-scope/team/t');

  it('hit the requests they are for, so many times, and can be taken back', async () => {
    const fault = { status: 503, headers: { 'retry-after': '1' }, times: 2, path: 'by-scope', method: 'get' };
    expect((await ask('POST', '/faults', fault)).status).toBe(201);
    expect((await apiOf(emulator)('POST', '', createBody('a@x.test'))).status).toBe(200);
    const hit = await list();
    expect({ status: hit.status, after: hit.headers.get('retry-after') }).toEqual({ status: 503, after: '1' });
    expect((await ask('DELETE', '/faults')).status).toBe(200);
    expect((await list()).status).toBe(200);
    await ask('POST', '/faults', { drop: 'before' });
    await expect(list()).rejects.toThrow();
    expect((await list()).status).toBe(200);
  });

  it('are refused when they say nothing, or nonsense', async () => {
    expect(await ask('POST', '/faults', {})).toMatchObject({ status: 400, body: { code: 'validation_failed' } });
    const { body } = await ask('POST', '/faults', { status: 99, times: 0, delay: -1, drop: 'now', headers: { a: 1 } });
    const fields = body.problems.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(expect.arrayContaining(['status', 'times', 'delay', 'drop', 'headers.a']));
  });
});
