import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBody } from '../../../test/support/api.ts';
import { startVortex, vortex } from '../../../test/support/command.ts';
import { DEFAULT_API_KEY } from '../../index.ts';

let root: string;
let data: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vortex-dev-'));
  data = join(root, 'state');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function dev() {
  const running = startVortex(['dev', '--port', '0', '--data', data, '--quiet']);
  const said = await running.says('Ctrl-C');
  const value = (name: string) => new RegExp(`${name}=(\\S+)`).exec(said)?.[1] ?? '';
  return { running, said, url: value('VORTEX_API_BASE_URL'), key: value('VORTEX_API_KEY') };
}

it('goes on after Ctrl-C where it was, and says where the state is', async () => {
  const first = await dev();
  expect(first.said).toContain(`Its state is kept in ${data}.`);
  const made = await fetch(`${first.url}/api/v1/invitations`, {
    method: 'POST',
    headers: { 'x-api-key': first.key, 'content-type': 'application/json' },
    body: JSON.stringify(createBody('ada@x.test', 't')),
  });
  const { id } = (await made.json()) as { id: string };

  const refused = await vortex(['dev', '--port', '0', '--data', data]);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.error).toMatch(/is in use by another emulator\. Stop that one, or choose another/);

  expect((await first.running.interrupt()).code).toBe(0);
  const second = await dev();
  const found = await vortex(['invitations', 'show', id, '--emulator', second.url]);
  expect(found).toMatchObject({ code: 0, out: expect.stringContaining('ada@x.test') });
  await second.running.interrupt();
});

it('reminds when it is told to', async () => {
  const running = startVortex(['dev', '--port', '0', '--reminder', '3d', '--reminder', '12h', '--quiet']);
  const url = /VORTEX_API_BASE_URL=(\S+)/.exec(await running.says('Ctrl-C'))?.[1] ?? '';
  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'x-api-key': DEFAULT_API_KEY, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/api/v1/invitations', createBody('ada@x.test'));
  await post('/__emulator/time', { ms: 4 * 24 * 60 * 60 * 1000 });
  const state = (await (await fetch(`${url}/__emulator/state`)).json()) as { outbox: number };
  expect(state.outbox).toBe(3);
  await running.interrupt();
});

it('warns on standard error when the whole network can reach it, also when it is quiet or speaks JSON', async () => {
  for (const [args, started] of [
    [['--quiet'], 'Ctrl-C'],
    [['--json', '--quiet'], 'apiKey'],
  ] as const) {
    const running = startVortex(['dev', '--port', '0', '--host', '0.0.0.0', ...args]);
    await running.says(started);
    const { error, out } = await running.interrupt();
    expect(error.match(/warning/gi)).toHaveLength(1);
    expect(error).toContain('all network interfaces (0.0.0.0)');
    expect(out).not.toMatch(/warning/i);
  }
  const safe = startVortex(['dev', '--port', '0', '--quiet']);
  await safe.says('Ctrl-C');
  expect((await safe.interrupt()).error).toBe('');
});
