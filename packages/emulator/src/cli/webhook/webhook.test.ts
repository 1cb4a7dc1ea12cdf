import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signWebhook } from '@vortex/core/testing';
import { afterEach, expect, it } from 'vitest';
import { vortexHere as vortex } from '../../../test/support/in-process.ts';

const SECRET = 'whsec_test_cli';
const env = { VORTEX_WEBHOOK_SECRET: SECRET };
// Bytes that are no text, to see that none is touched.
const BODY = new Uint8Array([0x7b, 0x7d, 0xff, 0x00, 0x0d, 0x0a]);

let folder: string | undefined;
afterEach(async () => {
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

async function fileWith(content: string | Uint8Array): Promise<string> {
  folder ??= await mkdtemp(join(tmpdir(), 'vortex-cli-'));
  const path = join(folder, 'body');
  await writeFile(path, content);
  return path;
}

it('signs the raw bytes of a file and of standard input alike', async () => {
  const signature = signWebhook(BODY, SECRET);
  const file = await vortex(['webhook', 'sign', await fileWith(BODY)], { env });
  expect(file).toEqual({ code: 0, out: `${signature}\n`, error: '' });
  const { out } = await vortex(['webhook', 'sign', '--json'], { env, input: BODY });
  expect(JSON.parse(out)).toEqual({ signature, bytes: 6 });
});

it('says that a signature fits, under any of the secrets', async () => {
  const signature = signWebhook(BODY, SECRET);
  const args = ['webhook', 'verify', '--signature', signature, '--secret', 'whsec_test_old', '--secret', SECRET];
  expect(await vortex(args, { input: BODY })).toMatchObject({ code: 0, error: '' });
});

it.each([
  ['{"a":1}\n', 'newline at the end'],
  ['{\n  "a": 1\n}', 'has been formatted'],
  ['{"a":2}', 'the secret is different'],
])('ends with 1 for %j and says what has happened to it', async (body, reason) => {
  const args = ['webhook', 'verify', await fileWith(body), '--signature', signWebhook('{"a":1}', SECRET)];
  const { code, error } = await vortex(args, { env });
  expect(code).toBe(1);
  expect(error).toContain(reason);
  expect(error).not.toContain(SECRET);
});

it.each([
  [['verify'], 'missing --signature HEX (the value of the X-Vortex-Signature header)'],
  [['sign', '/nowhere/body.json'], "the body can't be read"],
  [['sign', 'a', 'b'], 'too many arguments: expected one FILE, got 2'],
])('ends with 2 for webhook %j', async (args, text) => {
  const { code, error } = await vortex(['webhook', ...args], { env });
  expect(code).toBe(2);
  expect(error).toContain(text);
});
