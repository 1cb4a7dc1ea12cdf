import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tooFew } from './least-tests.mjs';
import { root, withTools } from './with-tools.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/**
 * Runs vitest once over every project and counts from its own report.
 *
 * @param {{ all?: boolean, args?: string[] }} [options] - `all`: the tests that need other runtimes, frameworks,
 * servers or a browser, instead of the ordinary ones.
 * @returns {Promise<Counts>}
 */
export async function runVitest({ all = false, args = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vortex-test-'));
  const report = join(folder, 'report.json');
  try {
    const code = await withTools(
      `pnpm exec vitest run --reporter=default --reporter=json --outputFile.json="${report}" ${args.map((arg) => `"${arg}"`).join(' ')}`,
      { env: all ? { VORTEX_TEST_ALL: '1' } : {} },
    );
    const counts = counted(report, code);
    // A choice of files is meant to be fewer.
    const missing = args.length === 0 && counts.failed === 0 ? tooFew(all ? 'all' : 'ordinary', report, root) : [];
    for (const sentence of missing) console.error(sentence);
    return { ...counts, failed: counts.failed + missing.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function counted(/** @type {string} */ report, /** @type {number} */ code) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that fails to load has no failed test of its own in the report: it counts as one.
  const unloaded = results.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = results.numFailedTests + unloaded;
  return {
    passed: results.numPassedTests,
    // And so does an error outside every test, an unhandled rejection say.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + (results.numTodoTests ?? 0),
  };
}

/** @param {Counts} counts */
export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
