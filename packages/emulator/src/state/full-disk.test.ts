import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBody } from '../../test/support/api.ts';
import { type Running, startVortex } from '../../test/support/command.ts';
import { createEmulator, DEFAULT_API_KEY } from '../index.ts';

/**
 * A disk is full for a process that may make no file longer than so many bytes: the system refuses its writes in the
 * middle. The limit can be lifted while the process runs, as when somebody makes room.
 */
const ROOM = 300_000;

let root: string;
let data: string;
let emulator: Running;
let url: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'vortex-full-'));
  data = join(root, 'data');
  emulator = startVortex(['dev', '--port', '0', '--data', data, '--quiet']);
  url = /VORTEX_API_BASE_URL=(\S+)/.exec(await emulator.says('Ctrl-C'))?.[1] ?? '';
});
afterEach(async () => {
  await emulator.interrupt();
  rmSync(root, { recursive: true, force: true });
});

const limit = (bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(emulator.pid), `--fsize=${bytes}:unlimited`]);

async function invite(name: string, filler = ''): Promise<void> {
  const answer = await fetch(`${url}/api/v1/invitations`, {
    method: 'POST',
    headers: { 'x-api-key': DEFAULT_API_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ ...createBody(`${name}@x.test`), metadata: { filler } }),
  });
  expect(answer.status).toBe(200);
}

const LARGE = 'x'.repeat(2 * ROOM);

/** What a restart finds. */
async function people(): Promise<(string | undefined)[]> {
  const again = await createEmulator({ data });
  const found = again.invitations.map(({ target }) => target[0]?.value.split('@')[0]);
  await again.close();
  return found;
}

it('goes on, says so, and writes everything once there is room', async () => {
  await invite('a');
  limit(ROOM);
  await invite('b', LARGE);
  await emulator.complains(/data directory .* could not be written: .+ Retrying\./);
  await invite('c');
  limit('unlimited');
  await invite('d');
  expect((await emulator.interrupt()).code).toBe(0);
  expect(await people()).toEqual(['a', 'b', 'c', 'd']);
});

it('forgets at a reset what it could not write', async () => {
  await invite('a');
  limit(ROOM);
  await invite('b', LARGE);
  await emulator.complains('could not be written');
  await fetch(`${url}/__emulator/reset`, { method: 'POST' });
  await invite('c');
  limit('unlimited');
  await emulator.interrupt();
  expect(await people()).toEqual(['c']);
});

it('says at the end what could not be written, and leaves what can be read', async () => {
  await invite('a');
  // Written by then.
  await new Promise((resolve) => setTimeout(resolve, 600));
  limit(ROOM);
  await invite('b', LARGE);
  const { code, error } = await emulator.interrupt();
  expect(code).not.toBe(0);
  expect(error).toMatch(/can't be used: .+ Choose one that this user can write to, on a disk with free space\./);
  expect(await people()).toEqual(['a']);
});
