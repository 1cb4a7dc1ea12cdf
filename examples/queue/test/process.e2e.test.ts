import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { childOf } from '../src/child.ts';

test('a process that is told to end finishes what it has, and one that is killed does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vortex-draining-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const finished = join(folder, 'finished');
  const child = childOf('../test/draining.ts', { FINISHED: finished }, () => {});
  await child.start();
  await child.kill();
  await expect(readFile(finished)).rejects.toThrow('ENOENT');
  await child.start();
  await child.drain();
  expect(await readFile(finished, 'utf8')).toBe('finished');
});
