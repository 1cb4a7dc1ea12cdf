/**
 * One area in one process: `node runner.mjs AREA`, told by messages which mutants to try. It first runs the area's tests
 * as they are, to know which of them reach which function, then each mutant with those that reach it, the quickest first.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { areas, filesOf, found } from './areas.mjs';
import { hitOf } from './mutations.mjs';

/** @typedef {import('./mutations.mjs').Mutant} Mutant */
/** @typedef {{ test: string, took: number, hits: string[] }} Reach */
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
    const judges = reach.filter(
      ({ hits }) => hits.includes(hit ?? '') || (!hit && hits.some((one) => one.startsWith(`${mutant.file}:`))),
    );
    tell({ trying: mutant, limit: 60_000 + 4 * judges.reduce((sum, { took }) => sum + took, 0) });
    wanted.edit = { file: mutant.file, text: text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end) };
    vitest.invalidateFile(join(root, mutant.file));
    const by = await firstFailing(judges.map(({ test }) => test));
    wanted.edit = undefined;
    vitest.invalidateFile(join(root, mutant.file));
    tell({ verdict: { mutant, by } });
  }
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
    const fault = (await firstFailing([test])) && (await firstFailing([test]));
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
    .map(({ test, hits }) => ({ test: relative(root, test), hits, took: took.get(relative(root, test)) ?? 0 }))
    .sort((a, b) => a.took - b.took);
  tell({ reach });
  return reach;
}

/**
 * Runs test files in their order up to the first that fails, and says what failed there.
 *
 * @param {string[]} tests
 */
async function firstFailing(tests) {
  for (const test of tests) {
    const specification = specifications.get(test);
    if (!specification) continue;
    // A run counts the failures of all that ran before, and would give up at once.
    vitest.state.filesMap.clear();
    vitest.state.idMap.clear();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    process.exitCode = 0;
    for (const module of testModules) {
      for (const one of module.children.allTests('failed')) return `${test}: ${one.fullName}`;
      if (!module.ok()) return `${test} (as a whole)`;
    }
    if (unhandledErrors.length > 0) return `${test}: ${Object(unhandledErrors[0]).message ?? 'an unhandled error'}`;
  }
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
