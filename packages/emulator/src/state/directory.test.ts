import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiOf, createBody } from '../../test/support/api.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../index.ts';

let root: string;
const running = new Set<Emulator>();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vortex-directory-'));
});
afterEach(async () => {
  for (const emulator of running) await emulator.close();
  running.clear();
  rmSync(root, { recursive: true, force: true });
});

const directory = (): string => join(root, 'data');
const database = (): string => join(directory(), 'state.sqlite');

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ data: directory(), ...options });
  running.add(emulator);
  return emulator;
}

async function stop(emulator: Emulator): Promise<void> {
  running.delete(emulator);
  await emulator.close();
}

const invite = (emulator: Emulator, name: string) => apiOf(emulator)('POST', '', createBody(`${name}@x.test`));

/** Changes the database as no emulator does. */
function meddle(sql: string): void {
  const opened = new DatabaseSync(database());
  opened.exec(sql);
  opened.close();
}

describe('a data directory', () => {
  it('is readable by its owner alone, and no repository takes it in', async () => {
    const emulator = await start();
    expect(statSync(directory()).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory()).sort()).toEqual(['.gitignore', 'state.sqlite', 'state.sqlite-wal']);
    for (const name of readdirSync(directory()))
      expect(statSync(join(directory(), name)).mode & 0o777, name).toBe(0o600);
    expect(readFileSync(join(directory(), '.gitignore'), 'utf8')).toBe('*\n');
    await stop(emulator);
    expect(readdirSync(directory()).sort()).toEqual(['.gitignore', 'state.sqlite']);
  });

  it('belongs to one emulator at a time', async () => {
    const emulator = await start();
    await invite(emulator, 'a');
    const tried = await Promise.allSettled(Array.from({ length: 3 }, () => start()));
    const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(['data_in_use', 'data_in_use', 'data_in_use']);
    // Having looked at it has not taken it away from the first.
    await expect(start()).rejects.toMatchObject({
      code: 'data_in_use',
      message: expect.stringContaining('in use by another emulator. Stop that one, or choose another directory'),
    });
    await stop(emulator);
    expect((await start()).invitations).toHaveLength(1);
  });

  it('goes to one of several that want a new one at once', async () => {
    const tried = await Promise.allSettled(Array.from({ length: 6 }, () => start()));
    const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(refused).toEqual(Array.from({ length: 5 }, () => 'data_in_use'));
  });

  it('is waited for while its emulator ends', async () => {
    const first = await start();
    const second = start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await stop(first);
    await second;
  });

  it('is refused when it holds something else, and left as it was', async () => {
    mkdirSync(directory());
    writeFileSync(join(directory(), 'notes.txt'), 'mine');
    await expect(start()).rejects.toMatchObject({
      code: 'data_foreign',
      message: expect.stringContaining('notes.txt'),
    });
    expect(readdirSync(directory())).toEqual(['notes.txt']);
    const repository = join(root, 'repository');
    mkdirSync(join(repository, '.git'), { recursive: true });
    await expect(start({ data: repository })).rejects.toMatchObject({ code: 'data_foreign' });
    const kept = join(root, 'kept');
    mkdirSync(kept);
    writeFileSync(join(kept, '.gitignore'), '*.sqlite\n');
    await start({ data: kept });
    expect(readFileSync(join(kept, '.gitignore'), 'utf8')).toBe('*.sqlite\n');
    await expect(start({ data: join(directory(), 'notes.txt') })).rejects.toMatchObject({ code: 'data_failed' });
    if (existsSync('/proc/self'))
      await expect(start({ data: '/proc/x/y' })).rejects.toMatchObject({ code: 'data_failed' });
    await expect(start({ data: '' })).rejects.toMatchObject({ code: 'invalid_option' });
  });

  it.each(['.gitignore', '.gitkeep', '.keep', '.DS_Store', 'lost+found', 'state.sqlite-wal'])(
    'is taken for empty when it holds %s alone',
    async (name) => {
      mkdirSync(directory());
      writeFileSync(join(directory(), name), '');
      await invite(await start(), 'ada');
    },
  );

  it("is refused when its database is another program's", async () => {
    mkdirSync(directory());
    meddle('CREATE TABLE mine (a); INSERT INTO mine VALUES (1)');
    await expect(start()).rejects.toMatchObject({ code: 'data_foreign', message: /another program/ });
    meddle('INSERT INTO mine VALUES (2)');
  });

  it('is refused when a version before the database has written it, and left as it was', async () => {
    mkdirSync(directory());
    const names = ['.gitignore', 'journal-2.jsonl', 'snapshot-2.jsonl'];
    for (const name of names) writeFileSync(join(directory(), name), '{"format":"vortex-emulator-data","version":1}\n');
    await expect(start()).rejects.toMatchObject({
      code: 'data_outdated',
      message: expect.stringContaining('Delete it to start over, or choose another directory.'),
    });
    expect(readdirSync(directory()).sort()).toEqual(names);
  });

  it('is refused when a newer version has written it', async () => {
    await stop(await start());
    meddle('PRAGMA user_version = 2');
    await expect(start()).rejects.toMatchObject({ code: 'data_newer', message: /Update the package/ });
    meddle('PRAGMA user_version = 1');
    await start();
  });

  it('is left alone by an emulator that could not start', async () => {
    await expect(start({ seed: { invitations: [{} as never] } })).rejects.toMatchObject({ code: 'invalid_option' });
    await expect(start({ clientOrigins: ['nowhere'] })).rejects.toMatchObject({ code: 'invalid_option' });
    await expect(start({ webhooks: [{ url: 'nowhere' }] })).rejects.toMatchObject({ code: 'invalid_option' });
    const emulator = await start({ seed: { components: ['c'] } });
    expect(emulator.webhooks).toEqual([]);
    const { port } = new URL(emulator.url);
    await stop(emulator);
    const other = await createEmulator({ port: Number(port) });
    await expect(start({ port: Number(port) })).rejects.toMatchObject({ code: 'port_in_use' });
    await other.close();
    await start();
  });

  it('is not made unless it is asked for', async () => {
    const emulator = await createEmulator();
    await invite(emulator, 'a');
    await emulator.close();
    expect(readdirSync(root)).toEqual([]);
  });
});

describe('a damaged data directory', () => {
  const PEOPLE = ['ada', 'bob', ...Array.from({ length: 20 }, (_, n) => `person${n}`)];

  beforeEach(async () => {
    const emulator = await start();
    for (const name of PEOPLE) await invite(emulator, name);
    await stop(emulator);
  });

  it('is refused wherever its file was cut', async () => {
    const { size } = statSync(database());
    for (let length = size - 1; length > 0; length -= 3_001) {
      truncateSync(database(), length);
      await expect(start(), `${length} of ${size} bytes`).rejects.toMatchObject({
        code: 'data_damaged',
        message: expect.stringMatching(
          /state\.sqlite is damaged \(.+\).*Restore the directory from a backup, or delete it/,
        ),
      });
    }
  });

  it('is refused, or is what it was, whichever byte has changed', async () => {
    const whole = readFileSync(database());
    const copy = join(root, 'copy');
    const codes = new Set<string>();
    for (let at = 0; at < whole.length; at += 331) {
      cpSync(directory(), copy, { recursive: true });
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x41;
      writeFileSync(join(copy, 'state.sqlite'), bytes);
      try {
        const emulator = await createEmulator({ data: copy });
        const people = emulator.invitations.map(({ target }) => target[0]?.value);
        await emulator.close();
        expect(people, `byte ${at}`).toEqual(PEOPLE.map((name) => `${name}@x.test`));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        codes.add(String(error.code));
      }
      rmSync(copy, { recursive: true });
    }
    expect([...codes]).toContain('data_damaged');
    // The bytes that say whose it is, and in which form.
    expect(['data_damaged', 'data_foreign', 'data_newer']).toEqual(expect.arrayContaining([...codes]));
  });

  it('is refused when its pages do not add up, though every entry can be read', async () => {
    const bytes = readFileSync(database());
    // The number of pages on the list of free ones, which is empty.
    bytes.writeUInt32BE(1, 36);
    writeFileSync(database(), bytes);
    await expect(start()).rejects.toMatchObject({ code: 'data_damaged' });
  });

  it('is refused when one letter has become another', async () => {
    const whole = readFileSync(database(), 'latin1');
    expect(whole).toContain('bob@x.test');
    writeFileSync(database(), whole.replaceAll('bob@x.test', 'Rob@x.test'), 'latin1');
    await expect(start()).rejects.toMatchObject({ code: 'data_damaged', message: /is not what was written/ });
  });
});
