import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vortex } from '../../../test/support/command.ts';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vortex-ignore-'));
  folder = join(root, 'app');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
});
afterEach(() => rm(root, { recursive: true }));

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
/** What `git add -A` would take. */
const taken = () => git('add', '-A', '-n').match(/(?<=')[^']+(?=')/g) ?? [];
const put = (path: string, content: string) => writeFile(join(folder, path), content);
const ignored = () => readFile(join(folder, '.gitignore'), 'utf8');
const init = (...args: string[]) => vortex(['init', ...args], { cwd: folder });
const envIgnored = async (...args: string[]) => JSON.parse((await init('--json', ...args)).out).envIgnored;

describe('vortex init in a git repository', () => {
  beforeEach(async () => {
    git('init', '-q');
    await put('.env', 'VORTEX_API_KEY=secret\n');
  });

  it('keeps .env out of it', async () => {
    expect(taken()).toContain('.env');
    expect((await init()).out).toMatch(/added to\s+\.gitignore.*\.env/);
    expect(taken()).not.toContain('.env');
    expect(taken()).toContain('.env.example');
    const once = await ignored();
    expect((await init()).out).not.toMatch(/added to/);
    expect(await ignored()).toBe(once);
  });

  it('adds to what .gitignore says already, whatever its last line ends with', async () => {
    for (const before of ['node_modules', 'node_modules\n', 'node_modules\r\ndist\r\n', '!.env']) {
      await put('.gitignore', before);
      expect(await envIgnored()).toBe('added');
      expect((await ignored()).startsWith(before)).toBe(true);
      expect(taken()).not.toContain('.env');
      expect(taken()).not.toContain('node_modules');
    }
  });

  it.each(['.env', '.env*', '*.env', '/.env'])('leaves a .gitignore alone that has %s', async (line) => {
    await put('.gitignore', `${line}\n`);
    expect(await envIgnored()).toBe('already');
    expect(await ignored()).toBe(`${line}\n`);
  });

  it('finds .env among other lines, without git to ask', async () => {
    const lines = 'node_modules\n.env\ndist\n';
    await rm(join(folder, '.git'), { recursive: true });
    await put('.gitignore', lines);
    expect(await envIgnored()).toBe('already');
    expect(await ignored()).toBe(lines);
  });

  it('sees what an upper folder ignores', async () => {
    await put('.gitignore', '.env\n');
    folder = join(folder, 'inner');
    await mkdir(folder);
    await put('package.json', '{}');
    expect(await envIgnored()).toBe('already');
    await expect(ignored()).rejects.toThrow('ENOENT');
  });

  it('says how to take out a .env that git has already', async () => {
    git('add', '.env');
    const { out } = await init();
    expect(out).toContain('git rm --cached .env');
    expect(await envIgnored()).toBe('tracked');
    expect(await ignored()).toContain('.env');
  });

  it('says what to do where it can not be done', async () => {
    await mkdir(join(folder, '.gitignore'));
    const { code, out } = await init();
    expect(code).toBe(0);
    expect(out).toMatch(/Add \.env to \.gitignore/);
    expect(await envIgnored()).toBe('failed');
  });

  it('changes nothing in a dry run', async () => {
    expect((await init('--dry-run')).out).toMatch(/would add to\s+\.gitignore/);
    await expect(ignored()).rejects.toThrow('ENOENT');
  });
});

describe('vortex init where git can not be asked', () => {
  it('makes a .gitignore for the day on which it can', async () => {
    expect(await envIgnored()).toBe('added');
    git('init', '-q');
    await put('.env', '');
    expect(taken()).not.toContain('.env');
  });

  it('reads .gitignore itself', async () => {
    await put('.gitignore', 'node_modules\n.env\n');
    const { out } = await vortex(['init', '--json'], { cwd: folder, env: { PATH: join(root, 'nothing') } });
    expect(JSON.parse(out).envIgnored).toBe('already');
  });
});
