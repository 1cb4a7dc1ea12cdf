import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { startVortex, vortex as vortexProcess } from '../../test/support/command.ts';
import { vortexHere as vortex, vortexHere } from '../../test/support/in-process.ts';
import { type Receiver, receiver } from '../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../index.ts';

let emulator: Emulator;
let env: Record<string, string>;
beforeEach(async () => {
  emulator = await createEmulator({ retryDelays: [10] });
  env = { VORTEX_API_BASE_URL: emulator.url };
});
afterEach(() => emulator.close());

/** A command that needs no process of its own. */
const here = (...args: string[]) => vortexHere([...args, '--emulator', emulator.url]);
const invite = (email: string) => apiOf(emulator)('POST', '', createBody(email));

describe('vortex keys', () => {
  it('makes a key that works, shows it once, and lists it without its secret', async () => {
    const { code, out } = await vortexProcess(['keys', 'create', '--label', 'staging'], { env });
    expect(code).toBe(0);
    const key = out.trim();
    const answer = await fetch(`${emulator.url}/api/v1/invitations/by-scope/team/t`, { headers: { 'x-api-key': key } });
    expect(answer.status).toBe(200);
    const listed = await vortex(['keys', 'list'], { env });
    expect(listed.out).toMatch(/ID .*LABEL\n[\s\S]*staging\n$/);
    expect(listed.out).not.toContain(key.split('.')[2]);
    expect(JSON.parse((await vortex(['keys', 'list', '--json'], { env })).out)).toHaveLength(2);
  });

  it('ends a key, but not the last one, and says so', async () => {
    const { out } = await here('keys', 'create', '--json');
    const { id, key } = JSON.parse(out);
    const [first] = emulator.keys;
    const ended = await here('keys', 'revoke', id);
    expect(ended).toEqual({ code: 0, out: `Revoked ${id}.\n`, error: '' });
    const withKey = { headers: { 'x-api-key': key } };
    expect((await fetch(`${emulator.url}/api/v1/invitations/by-scope/team/t`, withKey)).status).toBe(401);
    const again = await here('keys', 'revoke', id);
    expect([again.code, again.error]).toEqual([1, expect.stringContaining('no key')]);
    const last = await here('keys', 'revoke', first?.id ?? '');
    expect([last.code, last.error]).toEqual([1, expect.stringContaining('only API key left')]);
    expect((await here('keys', 'revoke')).code).toBe(2);
  });
});

describe('vortex webhook', () => {
  const url = 'http://127.0.0.1:9/webhooks/vortex';
  const json = async (...args: string[]) => JSON.parse((await here('webhook', ...args, '--json')).out);

  it('adds one, shows its secret once, and lists it without', async () => {
    expect((await here('webhook', 'list')).out).toContain('There are no endpoints yet.');
    const added = await here('webhook', 'add', url, '--event', 'member.created', '--event', 'analytics');
    const [webhook] = emulator.webhooks;
    expect(added).toEqual({ code: 0, out: `${webhook?.secret}\n`, error: '' });
    const { out } = await here('webhook', 'list');
    expect(out).toMatch(/^ID .*STATE +URL +EVENTS\n[\w-]{36} {2}active {2}http\S+ {2}member\.created, analytics\n$/);
    expect(await json('list')).toEqual([
      { id: webhook?.id, url, events: ['member.created', 'analytics'], paused: false },
    ]);
  });

  it('pauses, resumes, rotates and removes one by its URL or id', async () => {
    const { id, secret } = emulator.addWebhook({ url });
    expect(await here('webhook', 'pause', url)).toEqual({
      code: 0,
      out: `Events for ${url} wait until \`npx @vortex/emulator webhook resume\`.\n`,
      error: '',
    });
    expect(await json('list')).toMatchObject([{ paused: true }]);
    expect(await json('resume', id)).toMatchObject({ id, paused: false });
    const rotated = (await here('webhook', 'rotate', url)).out.trim();
    expect(rotated).not.toBe(secret);
    expect(emulator.webhooks[0]?.secret).toBe(rotated);
    expect(await json('remove', id)).toEqual({ id, url });
    expect(emulator.webhooks).toEqual([]);
  });

  it('takes an event that it does not know, and says what it looks like', async () => {
    const args = ['--event', 'invitation.acceptd', '--event', 'my.own.event'];
    const { code, error } = await here('webhook', 'add', url, ...args);
    expect([code, error]).toEqual([
      0,
      expect.stringMatching(/^Unknown event type .*Did you mean "invitation\.accepted"\?\n$/),
    ]);
    expect(emulator.webhooks[0]?.events).toEqual(['invitation.acceptd', 'my.own.event']);
  });

  it('ends with 1 for one that there is not, and with 2 where two are meant', async () => {
    const nobody = await here('webhook', 'pause', url);
    expect([nobody.code, nobody.error]).toEqual([
      1,
      expect.stringContaining('`npx @vortex/emulator webhook list` shows all'),
    ]);
    const [one, two] = [emulator.addWebhook({ url }), emulator.addWebhook({ url, secret: 'whsec_test_two' })];
    const both = await here('webhook', 'remove', url);
    expect([both.code, both.error]).toEqual([2, expect.stringContaining(`${one.id}, ${two.id}`)]);
    expect((await here('webhook', 'add', 'my-app')).code).toBe(2);
  });
});

describe('vortex invitations', () => {
  it('lists them and shows one', async () => {
    expect(await vortex(['invitations', 'list'], { env })).toMatchObject({
      code: 0,
      out: 'There are no invitations yet.\n',
    });
    for (let i = 0; i < 102; i++) await invite(`p${i}@x.test`);
    const { out } = await vortex(['invitations', 'list', '--limit', '2', '--json'], { env });
    const [, last] = JSON.parse(out);
    expect(last.target[0].value).toBe('p101@x.test');
    expect((await vortex(['invitations', 'list'], { env })).out).toMatch(/p101@x\.test[\s\S]*50 of 102/);
    expect(await here('invitations', 'list', '--limit', '1')).toMatchObject({
      out: expect.stringMatching(
        /^ID +STATUS +TO +SCOPE +CREATED\n\S+ +delivered +p101@x\.test +\S+ +20\S+Z\n1 of 102/,
      ),
    });
    const shown = await vortex(['invitations', 'show', last.id], { env });
    expect(Array.from(shown.out.matchAll(/^ *(\w+) {2,}\S/gm), ([, label]) => label)).toEqual([
      'id',
      'status',
      'to',
      'scopes',
      'inviter',
      'created',
      'expires',
      'link',
      'clicks',
      'accepted',
    ]);
    expect(shown.out).toMatch(/status +delivered\n +to +email p101@x\.test/);
  });

  it('says of a closed one that it is closed, and finds it by that', async () => {
    const { body } = await invite('a@x.test');
    await invite('b@x.test');
    await apiOf(emulator)('DELETE', `/${body.id}`);
    const { out } = await here('invitations', 'list', '--status', 'deactivated');
    expect(out).toMatch(/ deactivated +a@x\.test/);
    expect(out).not.toContain('b@x.test');
    expect((await here('invitations', 'show', body.id, '--api-key', emulator.apiKey)).out).toMatch(
      /status +deactivated\n/,
    );
    expect(await here('invitations', 'list', '--status', 'revoked')).toMatchObject({
      code: 0,
      out: 'No invitation has the status "revoked". The statuses in use are deactivated, delivered.\n',
    });
  });

  it('ends with 1 for an id that nobody has', async () => {
    const { code, error } = await vortex(['invitations', 'show', 'nobody'], { env });
    expect([code, error]).toEqual([1, expect.stringContaining('nobody')]);
  });

  it('leaves the control characters of others out of the terminal', async () => {
    await apiOf(emulator)('POST', '', { ...createBody('a@x.test'), groups: [{ type: 'team', groupId: '\u001b[2J' }] });
    expect((await vortex(['invitations', 'list'], { env })).out).not.toContain('\u001b');
  });
});

describe('vortex invitations create, accept, revoke', () => {
  it('lives an invitation, as an app would', async () => {
    const made = await here('invitations', 'create', '--email', 'ada@x.test', '--scope', 'team:42');
    expect(made.code).toBe(0);
    const [invitation] = emulator.invitations;
    expect(made.out).toMatch(new RegExp(`id +${invitation?.id}\\n +to +ada@x.test\\n +scope +team:42\\n +link +http`));
    expect(invitation).toMatchObject({ status: 'delivered', groups: [{ type: 'team', groupId: '42' }] });
    expect(emulator.outbox[0]?.subject).toContain('Somebody invited you');
    await here('invitations', 'create', '--email', 'bob@x.test', '--inviter-name', 'Grace Hopper');
    expect(emulator.outbox[1]?.subject).toContain('Grace Hopper invited you');
    const accepted = await here('invitations', 'accept', invitation?.id ?? '');
    expect(accepted).toMatchObject({ code: 0, out: `Accepted ${invitation?.id}.\n` });
    expect(emulator.invitations[0]).toMatchObject({ status: 'accepted' });
    const said = (verb: string) =>
      `vortex invitations ${verb}: Invitation ${invitation?.id} was already accepted, so it can no longer be ${verb}`;
    const again = await here('invitations', 'accept', invitation?.id ?? '');
    expect([again.code, again.error]).toEqual([1, expect.stringContaining(`${said('accept')}ed.\n`)]);
    const late = await here('invitations', 'revoke', invitation?.id ?? '');
    expect([late.code, late.error]).toEqual([1, expect.stringContaining(`${said('revoke')}d.\n`)]);
  });

  it('invites by phone and by user, and revokes', async () => {
    for (const who of [
      ['--phone', '+15551234567'],
      ['--user', 'user-2'],
    ]) {
      const { code, out } = await here('invitations', 'create', ...who, '--json');
      expect(code).toBe(0);
      const { id } = JSON.parse(out);
      expect(JSON.parse((await here('invitations', 'revoke', id, '--json')).out)).toEqual({ id });
    }
    expect(emulator.invitations).toMatchObject([{ deactivated: true }, { deactivated: true }]);
  });

  it.each([
    [['create'], 2, 'expected one of --email ADDRESS, --phone NUMBER or --user ID'],
    [['create', '--email', 'a@x.test', '--phone', '+1'], 2, 'expected one of'],
    [['create', '--email', 'a@x.test', '--scope', '42'], 2, '--scope must be TYPE:ID, such as team:42; got "42"'],
    [['create', 'a@x.test'], 2, 'Did you mean --email a@x.test?'],
    [['accept', 'nobody'], 1, 'nobody'],
    [['accept'], 2, "missing ID (the invitation's id)"],
    [['revoke', 'x', '--api-key', 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.another-key'], 1, '`npx @vortex/emulator keys create`'],
  ])('ends %j with %d', async (args, code, text) => {
    expect(await here('invitations', ...args)).toMatchObject({ code, error: expect.stringContaining(text) });
  });

  it('asks only an emulator for what changes something', async () => {
    const real = await receiver();
    const args = ['create', '--email', 'ada@x.test', '--emulator', new URL(real.url).origin];
    const { code, error } = await vortex(['invitations', ...args]);
    await real.close();
    expect([code, error]).toEqual([4, expect.stringContaining('is not an emulator')]);
    expect(real.requests.map(({ body }) => body.length)).toEqual([0]);
  });
});

describe('vortex deliveries', () => {
  it('lists them with what was answered, in colour where there is colour, and sends one again', async () => {
    const app = await receiver();
    expect((await here('deliveries', 'list')).out).toBe('There are no deliveries yet.\n');
    app.statuses.push(500, 500);
    emulator.addWebhook({ url: app.url, events: ['invitation.created'] });
    await invite('a@x.test');
    await expect.poll(() => emulator.deliveries[0]?.status).toBe('failed');
    const [delivery] = emulator.deliveries;
    const id = delivery?.id ?? '';
    const { out } = await here('deliveries', 'list', '--status', 'failed');
    expect(out).toMatch(new RegExp(`^ID +EVENT +STATUS\\n${id}  invitation.created  failed 500 \\(attempt 2\\)\\n$`));
    const colored = await vortexHere(['deliveries', 'list', '--emulator', emulator.url], { color: true });
    expect(colored.out).toContain('\u001b[31mfailed');
    expect((await here('deliveries', 'list', '--status', 'delivered')).out).toBe('No deliveries match.\n');
    expect(JSON.parse((await here('deliveries', 'list', '--json')).out)).toMatchObject([{ id, status: 'failed' }]);

    const again = await here('deliveries', 'resend', id);
    expect(again).toMatchObject({ code: 0, error: '', out: expect.stringMatching(/200 after \d+ ms\nanswer 200\n$/) });
    expect(emulator.deliveries[0]).toMatchObject({ status: 'delivered' });
    app.statuses.push(500);
    const refused = await here('deliveries', 'resend', id, '--json');
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('the app responded with 500.')]);
    expect(JSON.parse(refused.out)).toMatchObject({ id, attempts: [{}, {}, {}, { status: 500 }] });
    await app.close();
  });

  it('names the endpoint of each where there are several', async () => {
    const [one, other] = [await receiver(), await receiver()];
    for (const { url } of [one, other]) emulator.addWebhook({ url, events: ['invitation.created'] });
    await invite('a@x.test');
    await emulator.idle();
    const { out } = await here('deliveries', 'list');
    expect(out).toMatch(/^ID +EVENT +STATUS +TO\n/);
    for (const app of [one, other]) {
      expect(out).toContain(`  ${app.url}\n`);
      await app.close();
    }
  });

  it('ends with 1 for an id that nobody has, and with 2 for another status', async () => {
    expect(await here('deliveries', 'resend', 'nobody')).toMatchObject({
      code: 1,
      error: expect.stringContaining('nobody'),
    });
    const wrong = await here('deliveries', 'list', '--status', 'lost');
    expect([wrong.code, wrong.error]).toEqual([
      2,
      expect.stringContaining('one of pending, delivered, failed; got "lost"'),
    ]);
  });
});

describe('vortex outbox, time and reset', () => {
  it('lists the mails, and shows one whole', async () => {
    expect((await here('outbox')).out).toBe('There are no messages yet.\n');
    await invite('a@x.test');
    await invite('b@x.test');
    const { out } = await here('outbox');
    expect(out).toMatch(/^TO +SUBJECT +LINK\na@x\.test {2}Ada invited you\S*.* http\S+\nb@x\.test .*\n$/);
    const [, second] = emulator.outbox;
    expect((await here('outbox', '--to', 'b@x.test')).out).toMatch(/to +b@x\.test\n +subject +Ada [\s\S]*text +\S/);
    const json = JSON.parse((await here('outbox', '--to', 'b@x.test', '--wait', '1s', '--json')).out);
    expect(json).toMatchObject([{ to: 'b@x.test', link: second?.link }]);
    expect(await here('outbox', '--to', 'c@x.test', '--wait', '1s')).toMatchObject({ code: 1 });
  });

  it('shows the time and moves it forward', async () => {
    const now = JSON.parse((await here('time', '--json')).out).time;
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5_000);
    await invite('a@x.test');
    expect((await here('time', '31d')).out).toMatch(/^\d{4}-\S+ \(in 31 days\)\n$/);
    expect((await here('invitations', 'list', '--status', 'expired')).out).toContain('a@x.test');
    expect(await here('time', 'later')).toMatchObject({ code: 2, error: expect.stringContaining('TIME must be days') });
  });

  it('forgets everything but endpoints', async () => {
    await invite('a@x.test');
    emulator.addWebhook({ url: 'http://127.0.0.1:9/x' });
    expect(await here('reset')).toEqual({
      code: 0,
      out: `The emulator at ${emulator.url} has been reset.\n`,
      error: '',
    });
    expect([emulator.invitations.length, emulator.outbox.length, emulator.webhooks.length]).toEqual([0, 0, 1]);
  });
});

describe('vortex listen', () => {
  let app: Receiver;
  beforeEach(async () => {
    app = await receiver();
  });
  afterEach(() => app.close());

  it('registers the address, shows each attempt, and removes it at Ctrl-C', async () => {
    app.statuses.push(401);
    const listening = startVortex(['listen', '--forward-to', app.url, '--event', 'invitation.created'], { env });
    const greeting = await listening.says('Ctrl-C');
    const [endpoint] = emulator.webhooks;
    expect(endpoint).toMatchObject({ url: app.url, events: ['invitation.created'] });
    expect(greeting).toContain(`VORTEX_WEBHOOK_SECRET=${endpoint?.secret}\n`);
    await invite('a@x.test');
    const all = await listening.says(/attempt 2(?!:)/);
    expect(all).toMatch(/ {2}401 {2}invitation\.created [\s\S]*answer 401[\s\S]* {2}200 {2}invitation\.created/);
    expect(await listening.interrupt()).toMatchObject({ code: 0, error: '' });
    expect(emulator.webhooks).toEqual([]);
  });

  it('shows every delivery of a burst, and nothing twice', async () => {
    const listening = vortexHere(
      ['listen', '--forward-to', app.url, '--json', '--emulator', emulator.url],
      /abtest\.winner_declared/,
    );
    while (emulator.webhooks.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    for (let i = 0; i < 250; i++) emulator.trigger('abtest.started');
    emulator.trigger('abtest.winner_declared');
    const { out } = await listening;
    const ids = Array.from(out.matchAll(/"deliveryId":"([^"]+)"/g), ([, id]) => id);
    expect([ids.length, new Set(ids).size]).toEqual([251, 251]);
  });

  it('prints JSON lines, and signs with the secret of the environment', async () => {
    const secret = 'whsec_test_listen';
    const listening = startVortex(['listen', '--forward-to', app.url, '--json'], {
      env: { ...env, VORTEX_WEBHOOK_SECRET: secret },
    });
    await listening.says(secret);
    await invite('a@x.test');
    await listening.says(/"type":"invitation\.created".*\n/);
    const { out } = await listening.interrupt();
    const [first, second] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ url: app.url, secret });
    expect(second).toMatchObject({ attempt: 1, status: 200, delivery: 'delivered', error: null });
  });

  it('removes the address also when nobody reads what it says any more', async () => {
    const listening = startVortex(['listen', '--forward-to', app.url], { env });
    await listening.says('Ctrl-C');
    const ended = listening.hangUp();
    await invite('a@x.test');
    expect(await ended).toMatchObject({ code: 0, error: '' });
    expect(emulator.webhooks).toEqual([]);
  });

  it('ends with 4 when the emulator goes', async () => {
    const listening = startVortex(['listen', '--forward-to', app.url], { env });
    await listening.says('Ctrl-C');
    await emulator.close();
    await expect(listening.says('nothing')).rejects.toThrow('has stopped');
    expect(await listening.interrupt()).toMatchObject({ code: 4 });
    emulator = await createEmulator();
  });
});

it.each([
  [['keys', 'list']],
  [['keys', 'revoke', 'some-id']],
  [['webhook', 'list']],
  [['webhook', 'add', 'http://127.0.0.1:1/x']],
  [['webhook', 'pause', 'some-id']],
  [['invitations', 'list']],
  [['invitations', 'show', 'some-id']],
  [['invitations', 'create', '--email', 'a@x.test']],
  [['invitations', 'accept', 'some-id']],
  [['invitations', 'revoke', 'some-id']],
  [['deliveries', 'list']],
  [['deliveries', 'resend', 'some-id']],
  [['outbox']],
  [['time']],
  [['reset']],
  [['trigger', 'invitation.created', '--real']],
  [['listen', '--forward-to', 'http://127.0.0.1:1/x']],
])('ends with 4 where no emulator answers: %j', async (args) => {
  const { code } = await vortexHere([...args, '--emulator', 'http://127.0.0.1:1']);
  expect(code).toBe(4);
});

it('ends with 4 where an emulator takes the request and does not answer', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const asked = once(silent, 'request');
    const { port } = silent.address() as AddressInfo;
    const ended = vortexHere(['invitations', 'show', 'some-id', '--emulator', `http://127.0.0.1:${port}`]);
    await asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await ended).toMatchObject({ code: 4, error: expect.stringContaining('took longer than') });
  } finally {
    vi.useRealTimers();
    silent.closeAllConnections();
    silent.close();
  }
});

it.each([
  ['2d', 2 * 86_400_000],
  ['3h', 3 * 3_600_000],
  ['4m', 4 * 60_000],
  ['50s', 50_000],
])('moves the clock by %s', async (length, ms) => {
  const timeOf = async (...args: string[]) => Date.parse(JSON.parse((await here('time', ...args, '--json')).out).time);
  const before = await timeOf();
  const moved = (await timeOf(length)) - before;
  expect(moved).toBeGreaterThanOrEqual(ms);
  expect(moved).toBeLessThan(ms + 20_000);
});

it('says which option or variable an invalid address came from', async () => {
  const answers = [
    await vortex(['time', '--emulator', 'here']),
    await vortex(['time'], { env: { VORTEX_API_BASE_URL: 'there' } }),
  ];
  expect(answers).toMatchObject([
    { code: 2, error: expect.stringMatching(/--emulator must be .*"here"/) },
    { code: 2, error: expect.stringMatching(/VORTEX_API_BASE_URL must be .*"there"/) },
  ]);
});

it('tells another server from an emulator', async () => {
  const other = await receiver();
  const { code, error } = await vortex(['keys', 'list', '--emulator', new URL(other.url).origin]);
  await other.close();
  expect(code).toBe(4);
  expect(error).toContain('is not an emulator of this version');
});
