import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pack } from '../../../scripts/pack.mjs';
import { NODES } from './runtimes.ts';

const execute = promisify(execFile);
const adapter = fileURLToPath(new URL('../../adapter/src/', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'vortex-outside-'));

/** Each major of Vitest that the suite takes, on a Node that takes it: the newest wants a newer Node than we do. */
const PLACES = [
  { vitest: '4', node: NODES.find(({ name }) => name === 'Node 20') },
  { vitest: '5', node: NODES.find(({ name }) => name === 'Node 24') },
].filter(({ node }) => node?.command);

let tarballs: readonly string[];
beforeAll(() => {
  tarballs = pack(join(home, 'tarballs'))
    .filter(({ name }) => ['@vortex/core', '@vortex/emulator', '@vortex/conformance'].includes(name))
    .map(({ tarball }) => tarball);
}, 120_000);
afterAll(() => rm(home, { recursive: true, force: true }), 120_000);

describe.each(PLACES)('in an empty folder, with Vitest $vitest', ({ vitest, node }) => {
  const [program = ''] = node?.command ?? [];

  test('the adapter of docs/writing-an-adapter.md passes the suite that is published', {
    timeout: 300_000,
  }, async () => {
    const cwd = join(home, `vitest-${vitest}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'vortex-http', private: true, type: 'module' }));
    cpSync(adapter, cwd, { recursive: true });
    expect(readdirSync(cwd).sort()).toEqual(['package.json', 'vortex-http.e2e.test.ts', 'vortex-http.ts']);
    const wanted = [...tarballs, `vitest@${vitest}`];
    await execute('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], { cwd });

    const others = Object.entries(process.env).filter(([name]) => !/^(VITEST|VORTEX_|NODE_ENV$|TEST$)/.test(name));
    const env = { ...Object.fromEntries(others), NO_COLOR: '1' };
    const { stdout } = await execute(program, ['node_modules/vitest/vitest.mjs', 'run'], {
      cwd,
      env,
      maxBuffer: 16 * 1024 * 1024,
    });
    const [, passed = ''] = /Tests +(\d+) passed \(\1\)/.exec(stdout) ?? [];
    expect(Number(passed), stdout).toBeGreaterThan(500);
  });
});
