import { expect, it } from 'vitest';
import { createEmulator } from '../index.ts';

async function warningsOf(host: string): Promise<string[]> {
  const lines: string[] = [];
  const emulator = await createEmulator({ host, log: (line) => lines.push(line) });
  await emulator.close();
  return lines.filter((line) => line.startsWith('warning: '));
}

it('warns once when other machines can reach it, and says what they can do and how to end that', async () => {
  const [warning, ...more] = await warningsOf('0.0.0.0');
  expect(more).toEqual([]);
  expect(warning).toMatch(/all network interfaces \(0\.0\.0\.0\)/);
  expect(warning).toMatch(/without a password/);
  expect(warning).toMatch(/127\.0\.0\.1/);
  expect(await warningsOf('::')).toMatchObject([/all network interfaces \(::\)/]);
});

it.each(['127.0.0.1', 'localhost', '127.0.0.2'])('has nothing to warn of on %s', async (host) => {
  expect(await warningsOf(host)).toEqual([]);
});
