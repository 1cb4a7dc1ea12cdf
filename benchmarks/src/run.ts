import { cpus } from 'node:os';
import { clientBenchmark } from './client.ts';
import { emulatorBenchmark } from './emulator.ts';
import { expressBenchmark } from './express.ts';
import { fastifyBenchmark } from './fastify.ts';
import { honoBenchmark } from './hono.ts';
import type { Benchmark } from './measure.ts';
import { nestjsBenchmark } from './nestjs.ts';
import { nextBenchmark } from './next.ts';
import { startUpBenchmark } from './start-up.ts';
import { storesBenchmark } from './stores.ts';
import { tokensBenchmark } from './tokens.ts';
import { verificationBenchmark } from './verification.ts';
import { webhooksBenchmark } from './webhooks.ts';

/** By the name they are asked for with: `pnpm bench tokens`. Without a name, all. */
const benchmarks: Readonly<Record<string, () => Benchmark | Promise<Benchmark>>> = {
  tokens: tokensBenchmark,
  verification: verificationBenchmark,
  client: clientBenchmark,
  webhooks: webhooksBenchmark,
  express: expressBenchmark,
  fastify: fastifyBenchmark,
  hono: honoBenchmark,
  nestjs: nestjsBenchmark,
  next: nextBenchmark,
  stores: storesBenchmark,
  emulator: emulatorBenchmark,
  'start-up': startUpBenchmark,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benchmarks));
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores\n`);
let missed = 0;
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { title, rows } = await run();
  console.log(`### ${title}\n`);
  console.log('| | ours | reference | ratio | target | |\n|---|---|---|---|---|---|');
  for (const { name, ours, reference, ratio, target, pass } of rows) {
    const verdict = pass === undefined ? '' : pass ? 'met' : '**missed**';
    console.log(`| ${name} | ${ours} | ${reference} | ${ratio} | ${target} | ${verdict} |`);
    if (pass === false) missed++;
  }
  console.log('');
}
process.exitCode = missed === 0 ? 0 : 1;
