/**
 * `npm test`: installs, builds, checks the types and runs every test that needs nothing further. Its last line is the
 * count. Arguments go to vitest: `npm test -- packages/core`.
 */
import { line, runVitest } from './vitest-run.mjs';
import { withTools } from './with-tools.mjs';

process.exitCode = 1;
const setUp = await withTools(
  // The runtimes and packages under tests/ are large and serve `npm run test:all` only, as the site does.
  `pnpm install --frozen-lockfile --filter "!./tests/**" --filter "!./site" && pnpm exec turbo run build typecheck --filter "!./tests/**" --filter "!./site" --output-logs=errors-only`,
);
if (setUp !== 0) {
  console.error('\nThe set-up failed: the lines above say which package and why. No test was run.');
  console.log('0 passed, 1 failed');
} else {
  const counts = await runVitest({ args: process.argv.slice(2) });
  console.log(`\n${line(counts)}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
