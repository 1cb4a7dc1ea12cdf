import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startVortex, vortex } from '../../test/support/command.ts';

/** The built command line, which a Node that reads no TypeScript can run. */
const BUILT = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

let data: string;
beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), 'vortex-old-')), 'data');
});
afterEach(() => rmSync(join(data, '..'), { recursive: true }));

/** A Node of this machine that has no SQLite: users have it, and `npm test` brings another one for the tools. */
function oldNode(): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((path) => existsSync(path))
    .find((path) => /^v20\./.test(execFileSync(path, ['--version'], { encoding: 'utf8' })));
}

const NODES = [
  ['a Node whose SQLite is switched off', { nodeArgs: ['--no-experimental-sqlite'] }],
  ...[oldNode()].flatMap((node) => (node ? [['Node 20', { node, cli: BUILT }] as const] : [])),
] as const;

it.each(NODES)('on %s a data directory is refused with what to do, and everything else works', async (_, how) => {
  const refused = await vortex(['dev', '--port', '0', '--data', data], how);
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.error).toMatch(/needs Node 22\.13 or newer.*this is v\d+\.\d+\.\d+.*Update Node, or leave `data`/);
  expect(refused.error).not.toContain('    at ');
  expect(existsSync(data)).toBe(false);
  const running = startVortex(['dev', '--port', '0', '--quiet'], how);
  const url = /VORTEX_API_BASE_URL=(\S+)/.exec(await running.says('Ctrl-C'))?.[1];
  expect((await fetch(`${url}/__emulator/health`)).status).toBe(200);
  expect(await running.interrupt()).toMatchObject({ code: 0, error: '' });
});
