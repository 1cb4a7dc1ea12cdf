import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { vortexHere } from '../../../test/support/in-process.ts';
import { createEmulator, DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET } from '../../index.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'vortex-env-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const URL = 'http://127.0.0.1:1';
const ALL = `VORTEX_API_BASE_URL=${URL}\nVORTEX_API_KEY=${DEFAULT_API_KEY}\nVORTEX_WEBHOOK_SECRET=${DEFAULT_WEBHOOK_SECRET}\n`;
const env = (...args: string[]) => vortexHere(['env', '--emulator', URL, ...args], { cwd });
const read = () => readFileSync(join(cwd, '.env'), 'utf8');
const write = (text: string) => writeFileSync(join(cwd, '.env'), text);

it('prints the three variables, and says elsewhere that no emulator runs yet', async () => {
  const { code, out, error } = await env();
  expect([code, out]).toEqual([0, ALL]);
  expect(error).toBe(`No emulator is running at ${URL} yet; \`npx @vortex/emulator dev\` starts one.\n`);
  expect(JSON.parse((await env('--json')).out)).toEqual({
    VORTEX_API_BASE_URL: URL,
    VORTEX_API_KEY: DEFAULT_API_KEY,
    VORTEX_WEBHOOK_SECRET: DEFAULT_WEBHOOK_SECRET,
  });
});

it('writes them into a new file', async () => {
  const { code, out, error } = await env('--write', '.env');
  expect([code, out]).toEqual([0, '']);
  expect(error).toContain('Wrote VORTEX_API_BASE_URL, VORTEX_API_KEY, VORTEX_WEBHOOK_SECRET in .env.');
  expect(read()).toBe(ALL);
  expect((await env('--write', '.env')).error).toContain('Nothing to change in .env.');
});

it('fills what is empty, adds what is missing, and keeps everything else', async () => {
  write('# mine\nPORT=3000\nVORTEX_API_KEY=\n\n# after\nNAME="a b"');
  expect(await env('--write', '.env')).toMatchObject({ code: 0 });
  expect(read()).toBe(
    `# mine\nPORT=3000\nVORTEX_API_KEY=${DEFAULT_API_KEY}\n\n# after\nNAME="a b"\nVORTEX_API_BASE_URL=${URL}\nVORTEX_WEBHOOK_SECRET=${DEFAULT_WEBHOOK_SECRET}\n`,
  );
});

it('overwrites what is set to something else with --force only', async () => {
  write('VORTEX_API_KEY=VRTX.real\n');
  const refused = await env('--write', '.env');
  expect([refused.code, refused.error]).toEqual([
    1,
    expect.stringContaining('.env sets VORTEX_API_KEY to another value'),
  ]);
  expect(read()).toBe('VORTEX_API_KEY=VRTX.real\n');
  expect(await env('--write', '.env', '--force')).toMatchObject({ code: 0 });
  expect(read()).toContain(`VORTEX_API_KEY=${DEFAULT_API_KEY}\n`);
});

it('ends with 1 for a running emulator with another key, and for the address of the real Vortex', async () => {
  const emulator = await createEmulator({ apiKey: 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.another-key' });
  const other = await vortexHere(['env', '--emulator', emulator.url], { cwd });
  const its = await vortexHere(['env', '--emulator', emulator.url, '--api-key', emulator.apiKey], { cwd });
  await emulator.close();
  expect([other.code, other.out, other.error]).toEqual([1, '', expect.stringContaining('has another API key')]);
  expect(its).toMatchObject({ code: 0, error: '' });
  const real = await vortexHere(['env'], { cwd, env: { VORTEX_API_BASE_URL: 'https://api.vortexsoftware.com' } });
  expect(real).toMatchObject({ code: 1, out: '', error: expect.stringContaining('the real Vortex') });
});

it('ends with 2 for a file that can not be written', async () => {
  expect(await env('--write', 'nowhere/.env')).toMatchObject({
    code: 2,
    error: expect.stringContaining("can't be written"),
  });
});
