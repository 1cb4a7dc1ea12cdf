import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyToken } from '@vortex/core';
import { signWebhook } from '@vortex/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandsOf } from '../../../test/support/command-list.ts';
import { vortexHere } from '../../../test/support/in-process.ts';
import { receiver } from '../../../test/support/receiver.ts';
import { createEmulator, type Emulator } from '../../index.ts';

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const SECRET = 'whsec_test_of_the_file';

let cwd: string;
let emulator: Emulator;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'vortex-settings-'));
  emulator = await createEmulator({ apiKey: KEY });
  dotenv('.env', `VORTEX_API_BASE_URL=${emulator.url}\nVORTEX_API_KEY=${KEY}\nVORTEX_WEBHOOK_SECRET=${SECRET}\n`);
});
afterEach(async () => {
  await emulator.close();
  rmSync(cwd, { recursive: true });
});

const dotenv = (file: string, text: string) => writeFileSync(join(cwd, file), text);
const here = (...args: string[]) => vortexHere(args, { cwd });

/** Commands that look at no setting: what they do depends on their arguments alone. */
const WITHOUT = ['init', 'token inspect', 'completion'];

it('has --dotenv in every command that has settings', () => {
  const without = commandsOf().filter(([, { options }]) => !Object.hasOwn(options, 'dotenv'));
  expect(without.map(([path]) => path).sort()).toEqual(WITHOUT.sort());
});

describe('a .env file of the current folder', () => {
  it.each([
    [['keys', 'list']],
    [['webhook', 'list']],
    [['invitations', 'list']],
    [['deliveries', 'list']],
    [['outbox']],
    [['time']],
    [['reset']],
  ])('names the emulator of %j, which is said', async (args) => {
    const { code, error } = await here(...args);
    expect([code, error]).toEqual([0, 'Read VORTEX_API_BASE_URL from .env.\n']);
  });

  it('holds the key of what asks as an app does', async () => {
    const { code, error } = await here('invitations', 'create', '--email', 'ada@x.test');
    expect([code, error]).toEqual([0, 'Read VORTEX_API_BASE_URL, VORTEX_API_KEY from .env.\n']);
    expect(emulator.invitations).toHaveLength(1);
  });

  it('holds the key that tokens are signed with and checked against', async () => {
    const { out, error } = await here('token', 'create', '--user', 'u');
    expect(error).toContain('Read VORTEX_API_KEY from .env.');
    await expect(verifyToken(out.trim(), KEY)).resolves.toMatchObject({ userId: 'u' });
    expect(await here('token', 'verify', out.trim())).toMatchObject({ code: 0 });
  });

  it('holds the secret of signatures and events', async () => {
    const signed = await vortexHere(['webhook', 'sign'], { cwd, input: '{}' });
    expect(signed).toMatchObject({
      out: `${signWebhook('{}', SECRET)}\n`,
      error: 'Read VORTEX_WEBHOOK_SECRET from .env.\n',
    });
    const app = await receiver();
    const sent = await here('trigger', 'member.created', '--to', app.url);
    await app.close();
    expect(sent).toMatchObject({ code: 0, error: 'Read VORTEX_WEBHOOK_SECRET from .env.\n' });
    const [request] = app.requests;
    expect(request?.headers['x-vortex-signature']).toBe(signWebhook(request?.body ?? '', SECRET));
  });

  it('holds the secret that listen signs with, which is not repeated', async () => {
    const args = ['listen', '--forward-to', 'http://127.0.0.1:9/x'];
    const { out, error } = await vortexHere(args, { cwd, stopAt: /Ctrl-C/ });
    expect(error).toBe('Read VORTEX_WEBHOOK_SECRET, VORTEX_API_BASE_URL from .env.\n');
    expect(out).toContain('signed with VORTEX_WEBHOOK_SECRET (from .env)');
    expect(out).not.toContain(SECRET);
  });

  it('says where dev listens, which key it accepts and what it signs with', async () => {
    const { url } = emulator;
    await emulator.close();
    const { out, error } = await vortexHere(['dev'], { cwd, stopAt: /Ctrl-C/ });
    expect(error).toBe('Read VORTEX_API_BASE_URL, VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET from .env.\n');
    expect(out).toContain(`Vortex emulator on ${url}`);
    expect(out).toContain('VORTEX_API_KEY=(from .env)');
    for (const secret of [KEY, SECRET]) expect(out).not.toContain(secret);
  });

  it('keeps the key of the real Vortex out of dev, and says that the app does not call the emulator', async () => {
    dotenv('.env', `VORTEX_API_KEY=${KEY}\n`);
    const { out, error } = await vortexHere(['dev', '--port', '0', '--json'], { cwd, stopAt: /\n/ });
    expect(error).toContain('your app calls the real Vortex');
    expect(JSON.parse(out).apiKey).not.toBe(KEY);
  });
});

it('prefers options to the environment, that to files, and stronger files to weaker ones', async () => {
  const url = (name: string) => `http://127.0.0.1:1/${name}`;
  dotenv('.env.local', `VORTEX_API_BASE_URL=${url('local')}\n`);
  const asked = async (args: string[], env = {}) =>
    (await vortexHere(['keys', 'list', ...args], { cwd, env })).error.replace(/ \(.*/s, '');
  expect(await asked([])).toBe(
    `Read VORTEX_API_BASE_URL from .env.local.\nvortex keys list: no emulator answers at ${url('local')}`,
  );
  expect(await asked([], { VORTEX_API_BASE_URL: url('env') })).toContain(`answers at ${url('env')}`);
  expect(await asked(['--emulator', url('option')], { VORTEX_API_BASE_URL: url('env') })).toBe(
    `vortex keys list: no emulator answers at ${url('option')}`,
  );
  dotenv('other', `VORTEX_API_BASE_URL=${url('other')}\n`);
  expect(await asked(['--dotenv', 'other'])).toContain(`answers at ${url('other')}`);
  expect(await here('keys', 'list', '--dotenv', 'missing')).toMatchObject({
    code: 2,
    error: expect.stringContaining('missing'),
  });
});
