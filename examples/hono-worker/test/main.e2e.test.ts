import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../dev/main.ts', import.meta.url));

test.each([
  [['--port', 'abc'], '--port needs a port number from 0 to 65535, not "abc".'],
  [['--emulator-port', '70000'], '--emulator-port needs a port number from 0 to 65535, not "70000".'],
  [['--bogus'], "Unknown option '--bogus'. Run with --help to see the options."],
])('%j is refused in one line', async (args, line) => {
  expect(await run(args)).toEqual({ code: 1, out: '', err: `${line}\n` });
});

test.each(['--port', '--emulator-port'])(
  'a %s that another program has is named before anything runs',
  async (option) => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, out, err } = await run(['--port', '0', '--emulator-port', '0', option, String(port)]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(`Port ${port} is in use. Choose another with ${option}; ${option} 0 takes a free one.\n`);
  },
);

test('--once goes the whole way and ends with 0', async () => {
  const { code, out } = await run(['--once']);
  expect(out.match(/^✓/gm)).toHaveLength(5);
  expect(code).toBe(0);
}, 60_000);

async function run(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, out, err };
}
