import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { createEmulator, type Emulator } from '../index.ts';

/** A disk that takes half of each write and no more while it is full, and that can be slow to say that it has it. */
const disk = vi.hoisted(() => ({ full: false, slow: 0 }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const limited = (handle: FileHandle): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (key === 'datasync' && disk.slow > 0)
          return () => new Promise((resolve) => setTimeout(() => resolve(target.datasync()), disk.slow));
        if (key !== 'appendFile') return typeof value === 'function' ? value.bind(target) : value;
        return async (bytes: Buffer) => {
          await target.appendFile(disk.full ? bytes.subarray(0, bytes.length / 2) : bytes);
          if (disk.full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
        };
      },
    });
  return { ...real, open: async (path: string, ...rest: never[]) => limited(await real.open(path, ...rest)) };
});

let root: string;
let data: string;
let lines: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vortex-full-'));
  data = join(root, 'data');
  lines = [];
});
afterEach(() => {
  disk.full = false;
  disk.slow = 0;
  rmSync(root, { recursive: true, force: true });
});

const start = () => createEmulator({ data, log: (line) => lines.push(line) });
const invite = (emulator: Emulator, name: string) => apiOf(emulator)('POST', '', createBody(`${name}@x.test`));
const people = (emulator: Emulator) => emulator.invitations.map(({ target }) => target[0]?.value.split('@')[0]);
const said = () => lines.filter((line) => line.startsWith('data: '));
const pause = () => new Promise((resolve) => setTimeout(resolve, 350));

it('goes on, says so, and writes everything once there is room', async () => {
  let emulator = await start();
  await invite(emulator, 'a');
  await pause();
  disk.full = true;
  await invite(emulator, 'b');
  await expect.poll(said, { timeout: 5_000 }).not.toHaveLength(0);
  expect(said()[0]).toContain('ENOSPC');
  await invite(emulator, 'c');
  disk.full = false;
  await invite(emulator, 'd');
  await emulator.close();
  emulator = await start();
  expect(people(emulator)).toEqual(['a', 'b', 'c', 'd']);
  await emulator.close();
});

it('forgets at a reset what it could not write', async () => {
  let emulator = await start();
  await invite(emulator, 'a');
  await pause();
  disk.full = true;
  await invite(emulator, 'b');
  await expect.poll(said, { timeout: 5_000 }).not.toHaveLength(0);
  emulator.reset();
  await invite(emulator, 'c');
  await pause();
  disk.full = false;
  await emulator.close();
  emulator = await start();
  expect(people(emulator)).toEqual(['c']);
  await emulator.close();
});

it('says at the end what could not be written, and leaves what can be read', async () => {
  const emulator = await start();
  await invite(emulator, 'a');
  await pause();
  disk.full = true;
  await invite(emulator, 'b');
  await expect(emulator.close()).rejects.toMatchObject({
    code: 'data_failed',
    message: expect.stringContaining('on a disk with room'),
  });
  expect(existsSync(join(data, 'lock'))).toBe(false);
  disk.full = false;
  const again = await start();
  expect(people(again)).toEqual(['a']);
  await again.close();
});

it('hands what happens to the system in time, however slow the disk is', async () => {
  const emulator = await start();
  disk.slow = 1_500;
  for (const name of ['a', 'b', 'c']) {
    await invite(emulator, name);
    await expect
      .poll(() => readFileSync(join(data, 'journal-1.jsonl'), 'utf8'), { timeout: 900 })
      .toContain(`${name}@`);
  }
  await emulator.close();
});
