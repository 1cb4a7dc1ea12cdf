/**
 * One area in one process: `node runner.mjs AREA`, told by messages which mutants to try. It first runs the area's tests
 * as they are, to know which test reaches which function, then each mutant with the tests that reach it, the quickest first.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { areas, filesOf, found } from './areas.mjs';
import { hitOf } from './mutations.mjs';

/** @typedef {import('./mutations.mjs').Mutant} Mutant */
/**
 * @typedef {object} Reach
 * @property {string} test - A test file.
 * @property {number} took - How long it runs, in milliseconds.
 * @property {string[]} shared - The functions that it reaches whichever of its tests run.
 * @property {Record<string, string[]>} tests - The functions that each of its tests reaches, by the test's id.
 */

/** @typedef {{ test: string, took: number, ids: string[] | undefined }} Judge - A test file, or some of its tests. */
/** @typedef {{ reach?: Reach[], failed?: string[], trying?: Mutant, limit?: number, verdict?: { mutant: Mutant, by: string | undefined } }} Message */

const root = process.cwd();
const name = process.argv[2];
const area = areas.find((one) => one.name === name);
if (!area) throw new Error(`no area ${name}`);

/** @type {{ edit: { file: string, text: string } | undefined, hits: Set<string>, core: boolean }} */
const wanted = {
  edit: undefined,
  hits: new Set(),
  core: area.files.every((file) => !file.includes('packages/emulator/')),
};
Object.assign(globalThis, { vortexWanted: wanted });

const folder = mkdtempSync(join(tmpdir(), 'vortex-mutants-'));
const report = join(folder, 'hits');
const vitest = await createVitest('test', {
  config: 'scripts/mutants/vitest.config.ts',
  watch: false,
  reporters: [{}],
});
const specifications = await specificationsOf(found(area.tests));

process.on('message', (/** @type {{ reach?: Reach[], mutants: Mutant[] }} */ { reach, mutants }) => {
  run(reach, mutants)
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    })
    .finally(async () => {
      rmSync(folder, { recursive: true, force: true });
      await vitest.close();
      process.exit();
    });
});
tell({});

/**
 * @param {Reach[] | undefined} known
 * @param {Mutant[]} mutants
 */
async function run(known, mutants) {
  const reach = known ?? (await baseline());
  if (!reach) return;
  for (const mutant of mutants) {
    const text = readFileSync(mutant.file, 'utf8');
    const hit = hitOf(text, mutant);
    const judges = reach
      .flatMap((one) => judgeOf(one, mutant.file, hit) ?? [])
      .sort((one, other) => one.took - other.took);
    tell({ trying: mutant, limit: 60_000 + 4 * judges.reduce((sum, { took }) => sum + took, 0) });
    wanted.edit = { file: mutant.file, text: text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end) };
    vitest.invalidateFile(join(root, mutant.file));
    const by = await firstFailing(judges);
    wanted.edit = undefined;
    vitest.invalidateFile(join(root, mutant.file));
    tell({ verdict: { mutant, by } });
  }
}

/**
 * The tests of a file that reach a fault, if any do. One outside of all functions is reached by whatever loads its file.
 *
 * @param {Reach} reach
 * @param {string} file
 * @param {string | undefined} hit
 * @returns {Judge | undefined}
 */
function judgeOf({ test, took, shared, tests }, file, hit) {
  const all = Object.keys(tests);
  if (hit === undefined) {
    const loads = [shared, ...Object.values(tests)].some((hits) => hits.some((one) => one.startsWith(`${file}:`)));
    return loads ? { test, took, ids: undefined } : undefined;
  }
  if (shared.includes(hit)) return { test, took, ids: undefined };
  const ids = all.filter((id) => tests[id]?.includes(hit));
  return ids.length === 0 ? undefined : { test, took: (took * ids.length) / all.length, ids };
}

/** @returns {Promise<Reach[] | undefined>} */
async function baseline() {
  process.env.VORTEX_MUTANTS_HITS = report;
  wanted.hits = new Set(filesOf(/** @type {import('./areas.mjs').Area} */ (area)));
  /** @type {Map<string, number>} */
  const took = new Map();
  /** @type {string[]} */
  const failed = [];
  for (const test of specifications.keys()) {
    const start = Date.now();
    // Once more where it fails: on a busy machine some take too long.
    const fault = (await firstFailing([whole(test)])) && (await firstFailing([whole(test)]));
    took.set(test, Date.now() - start);
    if (fault) failed.push(fault);
  }
  delete process.env.VORTEX_MUTANTS_HITS;
  for (const file of wanted.hits) vitest.invalidateFile(join(root, file));
  wanted.hits = new Set();
  if (failed.length > 0) {
    tell({ failed });
    return undefined;
  }
  const reach = readFileSync(report, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ test, ...hits }) => ({ ...hits, test: relative(root, test), took: took.get(relative(root, test)) ?? 0 }));
  tell({ reach });
  return reach;
}

/** @param {string} test */
function whole(test) {
  return { test, took: 0, ids: undefined };
}

/**
 * Runs tests up to the first that fails, and says what failed there: the quickest file alone, which notices most faults,
 * then the others together, since files that share a process share what they import.
 *
 * @param {Judge[]} judges
 */
async function firstFailing(judges) {
  return (await failingOf(judges.slice(0, 1))) ?? (await failingOf(judges.slice(1)));
}

/** @param {Judge[]} judges */
async function failingOf(judges) {
  const wantedNow = judges.flatMap(({ test, ids }) => {
    const file = specifications.get(test);
    if (!file) return [];
    return ids ? file.project.createSpecification(file.moduleId, { testIds: ids }) : file;
  });
  if (wantedNow.length === 0) return undefined;
  // A run counts the failures of all that ran before, and would give up at once.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(wantedNow);
  process.exitCode = 0;
  const failed = testModules.flatMap((module) => {
    const test = relative(root, module.moduleId);
    const names = Array.from(module.children.allTests('failed'), (one) => `${test}: ${one.fullName}`);
    // What did not run after the first failure is not what failed.
    return names.length > 0 || module.state() !== 'failed' ? names : [`${test} (as a whole)`];
  });
  if (failed.length > 0) return failed[0];
  if (unhandledErrors.length > 0)
    return `${judges[0]?.test}: ${Object(unhandledErrors[0]).message ?? 'an unhandled error'}`;
  return undefined;
}

/** @param {string[]} tests */
async function specificationsOf(tests) {
  const all = await vitest.getRelevantTestSpecifications();
  const wantedTests = new Set(tests);
  return new Map(
    all
      .map((one) => /** @type {const} */ ([relative(root, one.moduleId), one]))
      .filter(([test]) => wantedTests.has(test)),
  );
}

function tell(/** @type {Message} */ message) {
  process.send?.(message);
}
