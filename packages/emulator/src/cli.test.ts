import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { run } from './cli/run.ts';
import { createEmulator } from './index.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command line in this process; commands that go on are stopped as soon as they have said `stopAt`. */
async function vortex(args: string[], stopAt?: RegExp): Promise<Ran> {
  const stop = new AbortController();
  let out = '';
  let error = '';
  const terminal = {
    out(text: string) {
      out += text;
      if (stopAt?.test(out)) stop.abort();
    },
    error(text: string) {
      error += text;
    },
    color: false,
    stopped: stop.signal,
  };
  return { code: await run(args, terminal), out, error };
}

it('explains itself', async () => {
  for (const args of [[], ['--help'], ['help']]) {
    expect(await vortex(args)).toMatchObject({ code: 0, out: expect.stringContaining('vortex dev --webhook') });
  }
  expect(await vortex(['dev', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') });
});

it.each([
  [['fly'], 'there is no command "fly"'],
  [['dev', '--prot', '1'], "'--prot'"],
  [['dev', '--port', 'web'], '--port must be a number'],
  [['dev', '--port', '70000'], '--port must be a number'],
  [['dev', '--port', '0', '--webhook', 'here'], 'http://'],
  [['dev', '--port', '0', '--api-key', 'mine'], 'VRTX.<id>.<secret>'],
])('ends with 2 for %j', async (args, text) => {
  const { code, error } = await vortex(args);
  expect(code).toBe(2);
  expect(error).toContain(text);
});

it('prints what an app needs', async () => {
  const { code, out } = await vortex(['dev', '--port', '0', '--webhook', 'http://127.0.0.1:1/x'], /Ctrl-C/);
  expect(code).toBe(0);
  expect(out).toMatch(/VORTEX_API_BASE_URL=http:\/\/127\.0\.0\.1:\d+\n/);
  expect(out).toMatch(/VORTEX_API_KEY=VRTX\./);
  expect(out).toContain('VORTEX_WEBHOOK_SECRET=whsec_emulator_only');
  expect(out).toContain('http://127.0.0.1:1/x');
});

it('names the port that is taken, and the option', async () => {
  const other = await createEmulator();
  const { port } = new URL(other.url);
  const { code, error } = await vortex(['dev', '--port', port]);
  await other.close();
  expect(code).toBe(3);
  expect(error).toContain(`Port ${port}`);
  expect(error).toContain(`--port ${Number(port) + 1}`);
});

it('runs as a program until it is interrupted', async () => {
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, 'dev', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const first = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    const { url, apiKey } = JSON.parse(first);
    const answer = await fetch(`${url}/api/v1/invitations/by-scope/team/t`, { headers: { 'x-api-key': apiKey } });
    expect(await answer.json()).toEqual({ invitations: [] });
  } finally {
    child.kill('SIGINT');
  }
  expect(await ended).toBe(0);
});
