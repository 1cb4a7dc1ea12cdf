import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pageFiles } from './packages/emulator/build/page-files.ts';
import { chromiumPath } from './scripts/chromium.mjs';

/**
 * Tests that need a framework's other majors, another runtime, Redis or a browser are named `*.e2e.test.ts` and run with
 * `npm run test:all` only (VORTEX_TEST_ALL=1).
 */
const all = process.env.VORTEX_TEST_ALL === '1';
const folders = ['packages', 'examples', 'tests', 'benchmarks', 'site'];
const within = (name: string): string[] => folders.map((folder) => `${folder}/**/${name}`);
const never = ['**/node_modules/**', '**/dist/**'];
const e2e = '**/*.e2e.test.ts';
const nextOnes = 'packages/next/**/*.test.ts';
// All packages are released under one version.
const { version } = JSON.parse(readFileSync('packages/core/package.json', 'utf8')) as { version: string };
// What the files of one run share, two runs at once don't.
process.env.VORTEX_TEST_RUN = `${process.pid}-${Date.now().toString(36)}`;
// Tests in a browser start the one this names, and are skipped where there is none.
const chromium = chromiumPath();
if (chromium) process.env.CHROMIUM_PATH = chromium;

export default defineConfig({
  define: { __PACKAGE_VERSION__: JSON.stringify(version) },
  plugins: [{ ...pageFiles(), enforce: 'pre' }],
  test: {
    fsModuleCache: false,
    // Not only with CI=true: a forgotten `.only` would leave out the rest of its file.
    allowOnly: false,
    // What tests make fail on purpose is told on the console, as it is to users.
    silent: 'passed-only',
    testTimeout: 20_000,
    // Removing half a gigabyte takes its time on a busy disk.
    teardownTimeout: 120_000,
    ...(all
      ? // Whole apps, browsers and databases take both cores by themselves.
        { include: within('*.e2e.test.ts'), exclude: never, globalSetup: ['tests/packaging/src/clean-up.ts'] }
      : {
          setupFiles: [fileURLToPath(new URL('scripts/no-empty-each.mjs', import.meta.url))],
          // Twice the cores: half of the time a test waits for a socket or a process.
          maxWorkers: 2 * availableParallelism(),
          projects: [
            // Files share their worker and what it has imported.
            {
              extends: true,
              test: {
                name: 'packages',
                include: within('*.test.ts'),
                exclude: [...never, e2e, nextOnes],
                isolate: false,
              },
            },
            // Next ties itself to the process that loads it first; the other files leave nothing behind.
            { extends: true, test: { name: 'next', include: [nextOnes], exclude: [...never, e2e] } },
          ],
        }),
  },
});
