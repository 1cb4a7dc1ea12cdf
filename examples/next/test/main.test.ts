import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function run(args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [MAIN, ...args]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

it('lists its options with --help', async () => {
  const { code, output } = await run(['--help']);
  expect(code).toBe(0);
  const options = ['--dev', '--port', '--emulator-port', "the app's port (3000;", "the emulator's port (4400;"];
  for (const option of options) expect(output).toContain(option);
});

it('names an option that does not exist, and a port that is none', async () => {
  expect(await run(['--prot', '1'])).toEqual({ code: 1, output: expect.stringContaining("Unknown option '--prot'") });
  expect(await run(['--port', '70000'])).toEqual({ code: 1, output: expect.stringContaining('from 0 to 65535') });
});

it.each([
  ['--port', '--emulator-port'],
  ['--emulator-port', '--port'],
])('names a port that is in use and the option %s, before anything is built', async (option, other) => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const address = busy.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, output } = await run([option, String(port), other, '0']);
  busy.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is in use`);
  expect(output).toContain(`choose another with ${option}`);
});
