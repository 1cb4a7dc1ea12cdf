/**
 * `npm test`: installs, builds, checks the types and runs every test that needs nothing further. Its last line is the
 * count. Arguments go to vitest: `npm test -- packages/core`.
 */
import { line, runVitest } from './vitest-run.mjs';
import { withTools } from './with-tools.mjs';

const ours = '--filter "!@vortex/tests-*" --filter "!./benchmarks" --filter "!./site"';

process.exitCode = 1;
const setUp = await withTools(
  // The runtimes and frameworks of @vortex/tests-*, and the benchmarks, are large and serve other commands, as the site does.
  `pnpm install --frozen-lockfile ${ours} && pnpm exec turbo run build ${ours} --output-logs=errors-only && node scripts/types.mjs`,
);
if (setUp !== 0) {
  console.error('\nThe set-up failed: the lines above say which package and why. No test was run.');
  console.log('0 passed, 1 failed');
} else {
  const counts = await runVitest({ args: process.argv.slice(2) });
  console.log(`\n${line(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
