import { mkdirSync, writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contests } from './contests/index.ts';
import type { Contest } from './frame/contest.ts';
import { play, withTools } from './frame/play.ts';
import { duration, progress } from './frame/progress.ts';
import { home } from './home.ts';
import { flameGraph, hottest, shares } from './profile/flame-graph.ts';
import { machine, surroundings } from './results/machine.ts';
import { tables } from './results/table.ts';
import { write } from './results/write.ts';

const { values, positionals } = options();

const unknown = positionals.find((name) => !(name in contests));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(contests).join(', ')}.`);
  process.exit(2);
}
const names = Object.keys(contests).filter((name) => positionals.length === 0 || positionals.includes(name));
const asked: Record<string, Contest> = {};
for (const name of names) {
  const load = contests[name];
  if (load) asked[name] = (await load()).default;
}

try {
  await (values.profile ? profiles() : results());
} catch (error) {
  console.error(`\nThe benchmark failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function results(): Promise<void> {
  const runnable = Object.entries(asked).filter(([name, { missing }]) => {
    const what = missing?.();
    if (what !== undefined) console.log(`Skipped: ${name} needs ${what}.`);
    return what === undefined;
  });
  const seconds = Object.fromEntries(
    runnable.map(([name, contest]) => [name, values.quick ? contest.seconds / 8 : contest.seconds]),
  );
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  console.log(`Node.js ${process.versions.node}, ${machine()}. This takes about ${duration(total)}.\n`);
  const shown = progress(seconds);
  const out = values.out ?? (values.quick ? undefined : home());
  for (const [name, contest] of runnable) {
    const outcome = await play(contest, {
      quick: values.quick,
      onProgress: (part, what) => shown.report(name, part, what),
    });
    shown.end();
    console.log(`## ${outcome.title}\n\n${tables(outcome.cases)}\n`);
    if (out === undefined) continue;
    write(resolve(out), { name, ...outcome, surroundings: surroundings(contest.peers) }, Object.keys(contests));
  }
  if (values.quick)
    console.log('This was the shortest run, which sees that everything works. Its figures say nothing.');
  if (out !== undefined) console.log(`Written to ${join(resolve(out), 'RESULTS.md')}.`);
}

/** Of the first side of each case, which is ours. */
async function profiles(): Promise<void> {
  const folder = resolve(values.out ?? join(home(), 'profiles'));
  mkdirSync(folder, { recursive: true });
  for (const [name, contest] of Object.entries(asked)) {
    await withTools(values.quick, async (tools) => {
      for (const one of await contest.cases(tools)) {
        const [[side, ours] = []] = Object.entries(one.sides);
        if (!ours?.profile) continue;
        await ours.prepare();
        const profile = (await ours.profile(values.quick ? 100 : 3000)) as Profiler.Profile;
        const title = `${name}: ${one.name}, ${side}`;
        const file = join(folder, `${name} ${one.name}`.replace(/[^\w.-]+/g, '-'));
        writeFileSync(`${file}.cpuprofile`, JSON.stringify(profile));
        writeFileSync(`${file}.html`, await flameGraph(title, profile));
        console.log(`${title}\n${shares(profile)}\n${hottest(profile).join('\n')}\n${file}.html\n`);
      }
    });
  }
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        /** The fewest rounds; the figures say nothing, and RESULTS.md is left alone. */
        quick: { type: 'boolean', default: false },
        /** Writes CPU profiles of our sides instead, as flame graphs. */
        profile: { type: 'boolean', default: false },
        /** Where RESULTS.md, charts and results go. Default: this folder, or nowhere with --quick. */
        out: { type: 'string' },
      },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return process.exit(2);
  }
}
