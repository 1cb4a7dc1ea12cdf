import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../index.ts';
import { apiOf, createBody } from '../testing-support/api.ts';
import { startVortex, vortex } from '../testing-support/command.ts';
import { type Receiver, receiver } from '../testing-support/receiver.ts';

let emulator: Emulator;
let env: Record<string, string>;
beforeEach(async () => {
  emulator = await createEmulator({ retryDelays: [10] });
  env = { VORTEX_API_BASE_URL: emulator.url };
});
afterEach(() => emulator.close());

const invite = (email: string) => apiOf(emulator)('POST', '', createBody(email));

describe('vortex keys', () => {
  it('makes a key that works, shows it once, and lists it without its secret', async () => {
    const { code, out } = await vortex(['keys', 'create', '--label', 'staging'], { env });
    expect(code).toBe(0);
    const key = out.trim();
    const answer = await fetch(`${emulator.url}/api/v1/invitations/by-scope/team/t`, { headers: { 'x-api-key': key } });
    expect(answer.status).toBe(200);
    const listed = await vortex(['keys', 'list'], { env });
    expect(listed.out).toMatch(/ID .*LABEL\n[\s\S]*staging\n$/);
    expect(listed.out).not.toContain(key.split('.')[2]);
    expect(JSON.parse((await vortex(['keys', 'list', '--json'], { env })).out)).toHaveLength(2);
  });
});

describe('vortex invitations', () => {
  it('lists them and shows one', async () => {
    expect(await vortex(['invitations', 'list'], { env })).toMatchObject({ code: 0, out: 'There are none yet.\n' });
    for (let i = 0; i < 102; i++) await invite(`p${i}@x.test`);
    const { out } = await vortex(['invitations', 'list', '--limit', '2', '--json'], { env });
    const [, last] = JSON.parse(out);
    expect(last.target[0].value).toBe('p101@x.test');
    expect((await vortex(['invitations', 'list'], { env })).out).toMatch(/p101@x\.test[\s\S]*50 of 102/);
    const shown = await vortex(['invitations', 'show', last.id], { env });
    expect(shown.out).toMatch(/status +delivered\n +to +email p101@x\.test/);
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
    const [subscription] = emulator.webhooks;
    expect(subscription).toMatchObject({ url: app.url, events: ['invitation.created'] });
    expect(greeting).toContain(`VORTEX_WEBHOOK_SECRET=${subscription?.secret}\n`);
    await invite('a@x.test');
    const all = await listening.says('attempt 2');
    expect(all).toMatch(/ {2}401 {2}invitation\.created [\s\S]*answer 401[\s\S]* {2}200 {2}invitation\.created/);
    expect(await listening.interrupt()).toMatchObject({ code: 0, error: '' });
    expect(emulator.webhooks).toEqual([]);
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
    await expect(listening.says('nothing')).rejects.toThrow('has gone');
    expect(await listening.interrupt()).toMatchObject({ code: 4 });
    emulator = await createEmulator();
  });
});

it.each([
  [['keys', 'list']],
  [['invitations', 'list']],
  [['invitations', 'show', 'some-id']],
  [['listen', '--forward-to', 'http://127.0.0.1:1/x']],
])('ends with 4 where no emulator answers: %j', async (args) => {
  const { code } = await vortex([...args, '--emulator', 'http://127.0.0.1:1']);
  expect(code).toBe(4);
});

it('tells another server from an emulator', async () => {
  const other = await receiver();
  const { code, error } = await vortex(['keys', 'list', '--emulator', new URL(other.url).origin]);
  await other.close();
  expect(code).toBe(1);
  expect(error).toContain('no emulator');
});
