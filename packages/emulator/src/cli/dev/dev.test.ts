import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBody } from '../../../test/support/api.ts';
import { startVortex, vortex } from '../../../test/support/command.ts';
import { vortexHere } from '../../../test/support/in-process.ts';
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
  for (const [days, mails] of [
    [1, 2],
    [3, 3],
  ] as const) {
    await post('/__emulator/time', { ms: days * 24 * 60 * 60 * 1000 });
    const state = (await (await fetch(`${url}/__emulator/state`)).json()) as { outbox: number };
    expect(state.outbox).toBe(mails);
  }
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

describe('with a command', () => {
  /** An app that says which variables it has, and ends with 7 when it is told to. */
  const APP = `
    const { VORTEX_API_BASE_URL, VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET } = process.env;
    const given = { VORTEX_API_BASE_URL, VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET };
    process.on('SIGTERM', () => { process.stdout.write('app ends\\n'); process.exit(0); });
    process.stdout.write(JSON.stringify({ env: given, args: process.argv.slice(1) }) + '\\n');
    setInterval(() => {}, 1000);
    if (process.argv[1] === 'end') process.exit(7);
  `;
  const app = (...args: string[]) => ['dev', '--port', '0', '--', process.execPath, '-e', APP, '--', ...args];

  it('runs the app with the variables of the emulator, and ends it at Ctrl-C', async () => {
    const running = startVortex(app('--port', 'its own'));
    const said = await running.says(/"args".*\n/);
    const { env, args } = JSON.parse(/^\{.*$/m.exec(said)?.[0] ?? '');
    expect(args).toEqual(['--port', 'its own']);
    expect(env).toMatchObject({ VORTEX_API_KEY: DEFAULT_API_KEY, VORTEX_WEBHOOK_SECRET: 'whsec_emulator_only' });
    const { status } = await fetch(`${env.VORTEX_API_BASE_URL}/__emulator/health`);
    expect(status).toBe(200);
    const { code, out } = await running.interrupt();
    expect([code, out]).toEqual([0, expect.stringContaining('app ends')]);
    await expect(fetch(`${env.VORTEX_API_BASE_URL}/__emulator/health`)).rejects.toThrow();
  });

  it('ends with the app, with its exit code', async () => {
    const ended = await vortex(app('end'));
    expect(ended).toMatchObject({
      code: 7,
      error: expect.stringMatching(/^vortex dev: .*node.* ended with exit code 7\.\n$/),
    });
  });

  it('ends with 2 for a program that is not there, and for arguments without --', async () => {
    const nowhere = await vortexHere(['dev', '--port', '0', '--', 'no-such-program']);
    expect(nowhere).toMatchObject({ code: 2, error: expect.stringContaining('"no-such-program" can\'t be started') });
    const without = await vortexHere(['dev', '--port', '0', 'npm', 'run', 'dev']);
    expect(without).toMatchObject({ code: 2, error: expect.stringContaining('Put the command to run after --.') });
  });
});

describe('the log of deliveries', () => {
  it.each([
    [500, '{"code":"handler_failed"}\n\u001b[2J', ': {"code":"handler_failed"}'],
    [200, '<!doctype html><p>Home</p>', ': a web page, so there is no webhook endpoint at this address'],
    [200, '{"received":true}', ''],
  ])('shows what the app answered with %d: %j', async (status, body, said) => {
    const server = createServer((_request, response) => void response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const args = ['dev', '--port', '0', '--webhook', url];
    const invited = vortexHere(args, { stopAt: /webhook invitation\.email\.delivered/, color: true, onOut: invite });
    const { out } = await invited;
    await new Promise((resolve) => server.close(resolve));
    const color = status === 200 ? '\u001b[32m' : '\u001b[31m';
    const [line = ''] = /webhook invitation\.created .*/.exec(out) ?? [];
    expect(line).toContain(`-> ${url} ${color}${status}`);
    expect(out).toContain('POST /api/v1/invitations \u001b[32m20');
    const rest = line.replace(/^.* ms\S*?m(?=:|$)/, '');
    expect(said === '' ? rest : rest.slice(0, said.length)).toBe(said);
    expect(line).not.toContain('\u001b[2J');
  });

  /** Invites somebody as soon as the emulator says where it is. */
  async function invite(out: string): Promise<void> {
    const [, url] = /VORTEX_API_BASE_URL=(\S+)\n[\s\S]*Ctrl-C/.exec(out) ?? [];
    if (url === undefined) return;
    await fetch(`${url}/api/v1/invitations`, {
      method: 'POST',
      headers: { 'x-api-key': DEFAULT_API_KEY, 'content-type': 'application/json' },
      body: JSON.stringify(createBody('ada@x.test')),
    });
  }
});
