import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
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
    // Without waiting for the snapshot: what is on the disk is the new state already.
    emulator = await again(emulator, { seed });
    expect(visible(emulator)).toEqual(left);
    emulator.reset();
    await expect.poll(() => written(), { timeout: 5_000 }).not.toContain('secret-person');
    expect(readdirSync(directory()).filter((name) => /^(snapshot|journal)/.test(name))).toHaveLength(2);
  });
});

describe('the directory', () => {
  it('is readable by its owner alone, and no repository takes it in', async () => {
    await stop(await start());
    expect(statSync(directory()).mode & 0o777).toBe(0o700);
    const names = readdirSync(directory());
    expect(names.sort()).toEqual(['.gitignore', 'journal-1.jsonl', 'snapshot-1.jsonl']);
    for (const name of names) expect(statSync(join(directory(), name)).mode & 0o777, name).toBe(0o600);
    expect(readFileSync(join(directory(), '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('belongs to one emulator at a time', async () => {
    const emulator = await start();
    await expect(createEmulator({ data: directory() })).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringContaining('this process'),
    });
    await again(emulator);
  });

  it('is taken over from a process that is gone, whatever its lock says', async () => {
    await stop(await start());
    for (const lock of ['', '{"pid":', '{"pid":999999999,"started":"1"}', `{"pid":${process.pid},"started":"1"}`]) {
      writeFileSync(join(directory(), 'lock'), lock);
      await stop(await start());
    }
  });

  it('goes to one of several that find such a lock at once', async () => {
    await stop(await start());
    for (const lock of ['', '{"pid":999999999,"started":"1"}']) {
      writeFileSync(join(directory(), 'lock'), lock);
      const tried = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
      const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
      expect(refused).toEqual(Array.from({ length: 5 }, () => 'data_in_use'));
      for (const emulator of [...running]) await stop(emulator);
    }
  });

  it('is taken over even when somebody has died while doing so', async () => {
    await stop(await start());
    for (const name of ['lock', 'lock.takeover']) writeFileSync(join(directory(), name), '');
    utimesSync(join(directory(), 'lock.takeover'), 0, 0);
    await stop(await start());
    expect(readdirSync(directory()).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('is refused while a process that lives holds it', async () => {
    await stop(await start());
    // The test runner's own parent, which is alive.
    writeFileSync(join(directory(), 'lock'), JSON.stringify({ pid: process.ppid, started: null }));
    await expect(start()).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringContaining(`process ${process.ppid}`),
    });
  });

  it('is refused when it holds something else, and left as it was', async () => {
    mkdirSync(directory());
    writeFileSync(join(directory(), 'notes.txt'), 'mine');
    await expect(start()).rejects.toMatchObject({
      code: 'data_foreign',
      message: expect.stringContaining('notes.txt'),
    });
    expect(readdirSync(directory())).toEqual(['notes.txt']);
    const repository = join(root, 'repository');
    mkdirSync(join(repository, '.git'), { recursive: true });
    await expect(start({ data: repository })).rejects.toMatchObject({ code: 'data_foreign' });
    const kept = join(root, 'kept');
    mkdirSync(kept);
    writeFileSync(join(kept, '.gitignore'), '*.jsonl\n');
    await start({ data: kept });
    expect(readFileSync(join(kept, '.gitignore'), 'utf8')).toBe('*.jsonl\n');
    await expect(start({ data: join(directory(), 'notes.txt') })).rejects.toMatchObject({ code: 'data_failed' });
    if (existsSync('/proc/self'))
      await expect(start({ data: '/proc/x/y' })).rejects.toMatchObject({ code: 'data_failed' });
    await expect(start({ data: '' })).rejects.toMatchObject({ code: 'invalid_option' });
  });

  it('is refused when a newer version has written it', async () => {
    await stop(await start());
    for (const name of ['snapshot-1.jsonl', 'journal-1.jsonl']) {
      const path = join(directory(), name);
      const before = readFileSync(path, 'utf8');
      writeFileSync(path, before.replace('"version":1', '"version":2'));
      await expect(start(), name).rejects.toMatchObject({ code: 'data_newer', message: /Update the package/ });
      writeFileSync(path, before);
    }
    await start();
  });

  it('is refused when it is damaged in a way that no interrupted write explains', async () => {
    const emulator = await start();
    for (const name of ['a', 'b']) {
      await apiOf(emulator)('POST', '', createBody(`${name}@x.test`));
      await expect.poll(() => written()).toContain(`${name}@x.test`);
    }
    await stop(emulator);
    const path = join(directory(), 'journal-1.jsonl');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace('a@x.test', 'A@x.test'));
    await expect(start()).rejects.toMatchObject({ code: 'data_damaged', message: /journal-1\.jsonl is damaged/ });
    writeFileSync(path, whole);
    rmSync(join(directory(), 'snapshot-1.jsonl'));
    await expect(start()).rejects.toMatchObject({ code: 'data_damaged', message: /snapshot-1\.jsonl .*missing/ });
  });

  it('is left alone by an emulator that could not start', async () => {
    await expect(start({ seed: { invitations: [{} as never] } })).rejects.toMatchObject({ code: 'invalid_option' });
    await expect(start({ clientOrigins: ['nowhere'] })).rejects.toMatchObject({ code: 'invalid_option' });
    await expect(start({ webhooks: [{ url: 'nowhere' }] })).rejects.toMatchObject({ code: 'invalid_option' });
    const emulator = await start({ seed: { components: ['c'] } });
    expect(emulator.webhooks).toEqual([]);
    const { port } = new URL(emulator.url);
    await stop(emulator);
    const other = await createEmulator({ port: Number(port) });
    await expect(start({ port: Number(port) })).rejects.toMatchObject({ code: 'port_in_use' });
    await other.close();
    await start();
  });

  it('is not made unless it is asked for', async () => {
    const emulator = await createEmulator();
    await live(emulator);
    await emulator.close();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a journal whose last write was cut short', () => {
  it('reads as before that write, wherever it was cut', async () => {
    const emulator = await start();
    const call = apiOf(emulator);
    await call('POST', '', createBody('first@x.test'));
    await expect.poll(() => written()).toContain('first@x.test');
    const journal = join(directory(), 'journal-1.jsonl');
    const before = statSync(journal).size;
    await Promise.all([call('POST', '', createBody('é@x.test')), call('POST', '', createBody('last@x.test'))]);
    await stop(emulator);
    const whole = readFileSync(journal);
    const cut = join(root, 'cut');
    cpSync(directory(), cut, { recursive: true });
    let torn = 0;
    for (
      let length = 0;
      length <= whole.length;
      length = length < before ? Math.min(length + 97, before) : length + 1
    ) {
      writeFileSync(join(cut, 'journal-1.jsonl'), whole.subarray(0, length));
      const { state } = await loadedFrom(cut);
      const people = [...(state.get('invitations')?.values() ?? [])].map((value) => JSON.stringify(value));
      if (length >= before && people.length === 1) torn += 1;
      else expect(people.length, `${length} of ${whole.length} bytes`).toBe(length < before ? 0 : 3);
    }
    expect(torn).toBe(whole.length - before);
  });

  it('is written on from its good part', async () => {
    const emulator = await start();
    await apiOf(emulator)('POST', '', createBody('first@x.test'));
    await expect.poll(() => written()).toContain('first@x.test');
    await apiOf(emulator)('POST', '', createBody('torn@x.test'));
    await stop(emulator);
    const journal = join(directory(), 'journal-1.jsonl');
    const whole = readFileSync(journal);
    for (const length of [0, 1, 20, whole.length - 1, whole.length - 200]) {
      writeFileSync(journal, whole.subarray(0, length));
      const first = await start();
      await apiOf(first)('POST', '', createBody('after@x.test'));
      const seen = visible(first);
      expect(visible(await again(first))).toEqual(seen);
      for (const open of [...running]) await stop(open);
    }
  });
});

async function state(emulator: Emulator): Promise<{ time: string }> {
  return (await fetch(`${emulator.url}/__emulator/state`)).json() as Promise<{ time: string }>;
}

function written(): string {
  return readdirSync(directory())
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFileSync(join(directory(), name), 'utf8'))
    .join('');
}

async function loadedFrom(path: string) {
  const [{ list }, { loadState }] = await Promise.all([import('./files.ts'), import('./load.ts')]);
  return loadState(path, await list(path));
}
