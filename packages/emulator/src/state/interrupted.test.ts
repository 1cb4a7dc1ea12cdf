import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { createEmulator } from '../index.ts';

/**
 * What a process leaves that is killed between any two steps of its writing: the directory is copied before each call
 * that changes a file, and in the middle of each write.
 */
const steps: { readonly what: string; readonly copy: string; readonly durable: number; readonly made: number }[] = [];
const disk = vi.hoisted(() => ({ before: (_what: string) => {} }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const name = (path: unknown) => String(path).split('/').at(-1);
  const watched = (handle: FileHandle, path: unknown): FileHandle =>
    new Proxy(handle, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const what = `${String(key)} ${name(path)}`;
          if (/append|truncate|sync/i.test(what)) disk.before(what);
          if (key === 'appendFile') {
            const bytes = args[0] as Buffer;
            await target.appendFile(bytes.subarray(0, bytes.length / 2));
            disk.before(`half of ${what}`);
            return target.appendFile(bytes.subarray(bytes.length / 2));
          }
          return value.apply(target, args);
        };
      },
    });
  return {
    ...real,
    open: async (path: string, ...rest: never[]) => {
      disk.before(`open ${name(path)}`);
      return watched(await real.open(path, ...rest), path);
    },
    rename: (from: string, to: string) => {
      disk.before(`rename ${name(to)}`);
      return real.rename(from, to);
    },
    rm: (path: string, options: object) => {
      disk.before(`rm ${name(path)}`);
      return real.rm(path, options);
    },
  };
});

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'vortex-interrupted-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('leaves one of its states as a whole at each step of journals, snapshots and resets', async () => {
  const data = join(root, 'data');
  mkdirSync(data);
  let durable = 0;
  let made = 0;
  disk.before = (what) => {
    const copy = join(root, `${steps.length}`);
    cpSync(data, copy, { recursive: true });
    rmSync(join(copy, 'lock'), { force: true });
    steps.push({ what, copy, durable, made });
  };
  const written = (text: string, end: RegExp) => () =>
    readdirSync(data).some((file) => {
      const content = readFileSync(join(data, file), 'utf8');
      return file.endsWith('.jsonl') && content.includes(text) && end.test(content.slice(-30));
    });
  const filler = 'x'.repeat(300_000);
  const seed = { autojoin: [{ scope: 's', scopeType: 'team', domains: ['x.test'] }] };
  const emulator = await createEmulator({ data, seed });
  const create = async () => {
    made += 1;
    const body = { ...createBody(`${made}@x.test`, 't'), metadata: { filler, made } };
    expect((await apiOf(emulator)('POST', '', body)).status).toBe(200);
    await expect.poll(written(`"${made}@x.test"`, /\{"crc32":\d+\}\n$/), { interval: 5 }).toBe(true);
    durable = made;
  };
  // The fourth makes the journal long enough for a snapshot.
  for (let i = 0; i < 9; i++) await create();
  await expect.poll(() => readdirSync(data).join()).toMatch(/snapshot-[2-9]/);
  const beforeReset = made;
  durable = 0;
  emulator.reset();
  await expect.poll(written(filler, /$/), { interval: 5 }).toBe(false);
  await emulator.close();
  disk.before = () => {};

  expect(steps.length).toBeGreaterThan(60);
  for (const kind of ['half of append', 'datasync', 'rename snapshot', 'rm journal', 'rm snapshot', 'open journal-2'])
    expect(
      steps.some(({ what }) => what.startsWith(kind)),
      kind,
    ).toBe(true);
  for (const { what, copy, durable, made } of steps) {
    const found = await createEmulator({ data: copy, seed });
    const people = found.invitations.filter(({ invitationType }) => invitationType === 'single_use');
    const label = `${what} (${copy})`;
    // The first so many, each whole and with its mail; after the reset was asked for, all of them or none.
    expect(
      people.map(({ metadata }) => metadata?.made),
      label,
    ).toEqual(people.map((_, index) => index + 1));
    expect(found.outbox, label).toHaveLength(people.length);
    expect(found.invitations.length, label).toBe(people.length + 1);
    expect(people.length, label).toBeLessThanOrEqual(made);
    if (durable > 0) expect(people.length, label).toBeGreaterThanOrEqual(durable);
    else expect([0, 1, beforeReset], label).toContain(people.length);
    await found.close();
  }
});
