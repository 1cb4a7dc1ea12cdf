import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test.each([
  [['--bogus'], "Unknown option '--bogus'. Run with --help to see the options."],
  [['--events', '0'], '--events needs a number from 1 to 9999999, not "0".'],
  [['--once', '--chaos'], '--once and --chaos are two commands. Give one of them.'],
])('%j is refused in one line', (args, line) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([1, '', `${line}\n`]);
});
