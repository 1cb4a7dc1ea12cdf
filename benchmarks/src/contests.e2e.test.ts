import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contests } from './contests/index.ts';
import { home } from './home.ts';
import type { Kept } from './results/document.ts';

const out = mkdtempSync(join(tmpdir(), 'vortex-benchmarks-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** As `npm run bench -- ...` does, after its installation. */
function bench(...args: string[]): Promise<{ readonly code: unknown; readonly text: string }> {
  const program = ['--expose-gc', join(home(), 'dist/run.mjs'), ...args];
  return new Promise((resolve) =>
    execFile(process.execPath, program, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, text: stdout + stderr }),
    ),
  );
}

describe('the shortest run of', () => {
  test.each(Object.keys(contests))('%s answers rightly and gives figures', { timeout: 300_000 }, async (name) => {
    const { code, text } = await bench(name, '--quick', '--out', out);
    expect(text).not.toContain('The benchmark failed');
    expect(code).toBe(0);
    if (text.includes('Skipped: ')) {
      console.warn(text);
      expect(process.env.CI).toBeUndefined();
      return;
    }
    const { cases }: Kept = JSON.parse(readFileSync(join(out, `results/${name}.json`), 'utf8'));
    expect(cases).not.toEqual([]);
    for (const { sides, measures } of cases) {
      for (const side of sides) {
        for (const { name, unit } of measures) {
          const median = side.figures[name]?.median ?? Number.NaN;
          // What a garbage collection leaves may be less than before.
          if (unit === '/s' || unit === 'µs') expect(median).toBeGreaterThan(0);
          else expect(median).toBeGreaterThan(-1000);
        }
      }
    }
    expect(readFileSync(join(out, 'RESULTS.md'), 'utf8')).toContain(`npm run bench -- ${name}`);
    for (const theme of ['light', 'dark']) expect(existsSync(join(out, `charts/${name}-${theme}.svg`))).toBe(true);
  });
});

test('a profile is a flame graph that needs nothing further', { timeout: 60_000 }, async () => {
  const { code, text } = await bench('tokens', '--profile', '--quick', '--out', join(out, 'profiles'));
  expect(code).toBe(0);
  expect(text).toMatch(/^tokens: generateToken, @vortex\/core\n.*\d % @vortex\/core.*\n +\d+\.\d % {2}/m);
  const page = readFileSync(join(out, 'profiles/tokens-generateToken.html'), 'utf8');
  expect(page).not.toMatch(/(?:src|href)="/);
  expect(page).toContain('d3-flame-graph');
  const profile = JSON.parse(readFileSync(join(out, 'profiles/tokens-generateToken.cpuprofile'), 'utf8'));
  expect(profile.samples.length).toBeGreaterThan(0);
});

test('an unknown name ends the command with 2 and says which names there are', async () => {
  const { code, text } = await bench('tokens', 'token');
  expect(code).toBe(2);
  expect(text).toMatch(/^There is no benchmark "token"\. There are: tokens, /);
});

test('an unknown option ends the command with 2', async () => {
  const { code, text } = await bench('--fast');
  expect(code).toBe(2);
  expect(text).toContain("Unknown option '--fast'");
  expect(text).not.toContain('    at ');
});
