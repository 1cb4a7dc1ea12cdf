/**
 * `npm run test:all`: everything, in stages, each with its counts: lint, what `npm test` runs, and the tests that need
 * other framework versions, other runtimes, Redis, a browser or packed tarballs. With CI=true nothing may be skipped.
 * `--without-ordinary` leaves out what `npm test` runs, for a caller that has just done so.
 */
import { line, runVitest } from './vitest-run.mjs';
import { withTools } from './with-tools.mjs';

const strict = process.env.CI === 'true';
const ordinary = !process.argv.includes('--without-ordinary');

const LOCKED = 'pnpm install --frozen-lockfile';
const stages = [
  { name: 'ages of what is locked', run: () => command(`${LOCKED} --lockfile-only --config.trustLockfile=false`) },
  { name: 'install', needed: true, run: () => command(LOCKED) },
  { name: 'lint', run: () => command('pnpm run lint') },
  {
    name: 'build and types',
    needed: true,
    run: () => command('pnpm exec turbo run build typecheck --output-logs=errors-only'),
  },
  ...(ordinary ? [{ name: 'tests', run: () => runVitest() }] : []),
  { name: 'runtimes, frameworks, servers, browser', run: () => runVitest({ all: true }) },
];

/** @type {{ name: string, counts: import('./vitest-run.mjs').Counts, took: string }[]} */
const finished = [];
const began = Date.now();
for (const [index, { name, run, needed }] of stages.entries()) {
  console.log(`\n=== stage ${index + 1} of ${stages.length}: ${name} (${clock(Date.now() - began)} so far) ===`);
  const start = Date.now();
  const counts = await run();
  finished.push({ name, counts, took: clock(Date.now() - start) });
  // Without these the rest would only fail once more.
  if (needed && counts.failed > 0) break;
}

const total = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const { name, counts, took } of finished) {
  console.log(`${name.padEnd(42)}${counted(counts).padEnd(34)}${took}`);
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

/** A stage that is one command: no test that passed, but one failure where it fails. */
async function command(/** @type {string} */ text) {
  const code = await withTools(text);
  return code === 0 ? { passed: 0, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** What a stage has to show. */
function counted(/** @type {import('./vitest-run.mjs').Counts} */ counts) {
  return counts.passed + counts.failed + counts.skipped === 0 ? 'ok' : line(counts);
}

/** Minutes and seconds. */
function clock(/** @type {number} */ ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
