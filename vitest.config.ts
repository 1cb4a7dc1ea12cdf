import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { pageFiles } from './packages/emulator/build/page-files.ts';
import { chromiumPath } from './scripts/chromium.mjs';

/**
 * One project per package that has tests, all run once from here. Tests that need a framework's other majors, another
 * runtime, Redis or a browser are named `*.e2e.test.ts` and run with `npm run test:all` only (VORTEX_TEST_ALL=1).
 */
const folders = globSync([
  'packages/*/package.json',
  'examples/*/package.json',
  'tests/*/package.json',
  'benchmarks/package.json',
  'site/package.json',
])
  .map(dirname)
  .sort();
const all = process.env.VORTEX_TEST_ALL === '1';
const noEmptyEach = fileURLToPath(new URL('scripts/no-empty-each.mjs', import.meta.url));
// What the files of one run share, two runs at once don't.
process.env.VORTEX_TEST_RUN = `${process.pid}-${Date.now().toString(36)}`;
// Tests in a browser start the one this names, and are skipped where there is none.
const chromium = chromiumPath();
if (chromium) process.env.CHROMIUM_PATH = chromium;

export default defineConfig({
  test: {
    fsModuleCache: false,
    // Not only with CI=true: a forgotten `.only` would leave out the rest of its file.
    allowOnly: false,
    // What tests make fail on purpose is told on the console, as it is to users.
    silent: 'passed-only',
    // Removing half a gigabyte takes its time on a busy disk.
    teardownTimeout: 120_000,
    // What runs whole apps, browsers and databases takes both cores by itself.
    ...(all ? {} : { maxWorkers: '100%' }),
    globalSetup: all ? ['tests/packaging/src/clean-up.ts'] : [],
    projects: folders.map((root) => {
      const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
      return {
        plugins: [{ ...pageFiles(), enforce: 'pre' as const }],
        define: { __PACKAGE_NAME__: JSON.stringify(name), __PACKAGE_VERSION__: JSON.stringify(version) },
        test: {
          name,
          root,
          include: all ? ['**/*.e2e.test.ts'] : ['**/*.test.ts'],
          exclude: all
            ? ['**/node_modules/**', '**/dist/**']
            : ['**/node_modules/**', '**/dist/**', '**/*.e2e.test.ts'],
          testTimeout: 20_000,
          // Next ties itself to the process that loads it first; the other files leave nothing behind.
          isolate: all || name === '@vortex/next',
          setupFiles: all ? [] : [noEmptyEach],
        },
      };
    }),
  },
});
