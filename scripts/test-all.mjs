/**
 * `npm run test:all`: everything, in stages, each with its counts: lint, what `npm test` runs, and the tests that need
 * other framework versions, other runtimes, Redis, a browser or packed tarballs. With CI=true nothing may be skipped.
 */
import { line, runVitest } from './vitest-run.mjs';
import { withTools } from './with-tools.mjs';

const strict = process.env.CI === 'true';

const stages = [
  { name: 'install', needed: true, run: () => command('pnpm install --frozen-lockfile') },
  { name: 'lint', run: () => command('pnpm run lint') },
  {
    name: 'build and types',
    needed: true,
    run: () => command('pnpm exec turbo run build typecheck --output-logs=errors-only'),
  },
  { name: 'tests', run: () => runVitest() },
  { name: 'runtimes, frameworks, servers, browser', run: () => runVitest({ all: true }) },
];

/** @type {{ name: string, counts: import('./vitest-run.mjs').Counts, seconds: number }[]} */
const finished = [];
for (const { name, run, needed } of stages) {
  console.log(`\n=== ${name} ===`);
  const start = Date.now();
  const counts = await run();
  finished.push({ name, counts, seconds: Math.round((Date.now() - start) / 1000) });
  // Without these the rest would only fail once more.
  if (needed && counts.failed > 0) break;
}

const total = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const { name, counts, seconds } of finished) {
  console.log(`${name.padEnd(42)}${line(counts).padEnd(34)}${seconds} s`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
if (strict && total.skipped > 0) {
  console.log(`${total.skipped} skipped: with CI=true nothing may be.`);
  total.failed += 1;
}
console.log(line(total));
process.exitCode = total.failed === 0 ? 0 : 1;

/** A stage that is one command: passed or failed as a whole. */
async function command(/** @type {string} */ text) {
  const code = await withTools(text);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}
