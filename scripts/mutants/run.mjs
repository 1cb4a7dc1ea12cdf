/**
 * `npm run test:mutants`: puts small faults into the code, one at a time, and sees whether a test notices.
 *
 *   --area NAME[,NAME]   only these (default: all)
 *   --sample N           of each area, the N faults that the seed chooses (default: 60; `all`)
 *   --seed TEXT          another choice (default: vortex); the same seed chooses the same faults
 *   --only ID[,ID]       these faults
 *   --survivors          of the report only those that were not caught
 *   --list-equivalent    the reviewed faults that change nothing anybody could see, and why; runs nothing
 *
 * A fault is put into a file as vitest loads it: the files on the disk stay as they are. One that the tests let through is
 * shown to the compiler, too.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { areas, filesOf } from './areas.mjs';
import { typeErrorOf } from './compiler.mjs';
import { mutantsOf } from './mutations.mjs';

/** @typedef {import('./mutations.mjs').Mutant} Mutant */
/** @typedef {{ mutant: Mutant, by: string | undefined }} Verdict */

const { values } = parseArgs({
  options: {
    area: { type: 'string' },
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: 'vortex' },
    only: { type: 'string' },
    survivors: { type: 'boolean', default: false },
    'list-equivalent': { type: 'boolean', default: false },
  },
});

/** @type {{ id: string, file: string, change: string, why: string }[]} */
const equivalents = JSON.parse(readFileSync(new URL('equivalent.json', import.meta.url), 'utf8'));
const known = new Set(equivalents.map(({ id }) => id));
const chosen = values.area?.split(',') ?? areas.map(({ name }) => name);
const unknown = chosen.filter((name) => !areas.some((area) => area.name === name));
if (unknown.length > 0) {
  console.error(`No area ${unknown.join(', ')}. One of: ${areas.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

if (values['list-equivalent']) listEquivalent();
else await tryAll();

async function tryAll() {
  /** @type {string[]} */
  const rows = [];
  for (const area of areas.filter(({ name }) => chosen.includes(name))) {
    const all = filesOf(area).flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
    const real = all.filter(({ id }) => !known.has(id));
    const sample = sampled(real);
    if (sample.length === 0) continue;
    const start = Date.now();
    const verdicts = await tried(area.name, sample);
    const seconds = Math.round((Date.now() - start) / 1000);
    const caught = verdicts.filter(({ by }) => by !== undefined).length;
    const percent = (100 * caught) / sample.length;
    if (verdicts.length < sample.length || percent < area.target) process.exitCode = 1;
    rows.push(
      `${area.name.padEnd(12)}${`${caught}/${sample.length}`.padStart(9)}${`${percent.toFixed(1)} %`.padStart(10)}${`${area.target} %`.padStart(8)}${`${all.length}`.padStart(8)}${`${all.length - real.length}`.padStart(12)}${`${seconds} s`.padStart(9)}`,
    );
  }
  console.log(
    `\n${'area'.padEnd(12)}${'caught'.padStart(9)}${''.padStart(10)}${'target'.padStart(8)}${'of all'.padStart(8)}${'equivalent'.padStart(12)}${'took'.padStart(9)}`,
  );
  for (const row of rows) console.log(row);
}

/**
 * The faults that the seed chooses. A fault keeps its place when others come and go.
 *
 * @param {Mutant[]} mutants
 */
function sampled(mutants) {
  if (values.only) {
    const ids = values.only.split(',');
    return mutants.filter(({ id }) => ids.includes(id));
  }
  if (values.sample === 'all') return mutants;
  const place = (/** @type {Mutant} */ { id }) => createHash('sha256').update(`${values.seed}\0${id}`).digest('hex');
  return mutants
    .map((mutant) => ({ mutant, place: place(mutant) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
}

/**
 * Runs an area's process, and a new one after a fault that has hung it.
 *
 * @param {string} area
 * @param {Mutant[]} mutants
 * @returns {Promise<Verdict[]>}
 */
async function tried(area, mutants) {
  /** @type {Verdict[]} */
  const verdicts = [];
  /** @type {unknown} */
  let reach;
  let left = mutants;
  while (left.length > 0) {
    /** @type {Mutant | undefined} */
    let trying;
    await new Promise((resolve) => {
      const child = fork(new URL('runner.mjs', import.meta.url), [area]);
      let timer = setTimeout(() => child.kill('SIGKILL'), 600_000);
      let asked = false;
      child.on('message', (/** @type {import('./runner.mjs').Message} */ message) => {
        if (!asked) {
          asked = true;
          child.send({ reach, mutants: left });
        }
        if (message.reach) reach = message.reach;
        if (message.failed) console.log(`${area}: these fail without any fault:\n  ${message.failed.join('\n  ')}`);
        if (message.trying) {
          trying = message.trying;
          clearTimeout(timer);
          timer = setTimeout(() => child.kill('SIGKILL'), message.limit);
        }
        if (message.verdict) {
          trying = undefined;
          const { mutant, by = typeErrorOf(mutant) } = message.verdict;
          verdicts.push({ mutant, by });
          show({ mutant, by });
        }
      });
      child.on('exit', () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    // It hung or ended the process: a test run would not have passed.
    if (trying) {
      verdicts.push({ mutant: trying, by: 'a run that never ends' });
      show({ mutant: trying, by: 'a run that never ends' });
    }
    const done = new Set(verdicts.map(({ mutant }) => mutant.id));
    const before = left.length;
    left = left.filter(({ id }) => !done.has(id));
    if (left.length === before) break;
  }
  return verdicts;
}

function show(/** @type {Verdict} */ { mutant, by }) {
  if (by !== undefined && values.survivors) return;
  const { id, file, line, kind, shown } = mutant;
  console.log(
    `${by === undefined ? 'SURVIVED' : 'caught  '} ${id} ${file}:${line} ${kind}: ${shown}${by ? ` | ${by}` : ''}`,
  );
}

function listEquivalent() {
  const all = new Set(
    areas
      .flatMap(filesOf)
      .flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))
      .map(({ id }) => id),
  );
  for (const { id, file, change, why } of equivalents) {
    console.log(
      `${id} ${file} ${change}\n  ${why}${all.has(id) ? '' : '\n  STALE: its line has changed; take it out or look again.'}`,
    );
    if (!all.has(id)) process.exitCode = 1;
  }
}
