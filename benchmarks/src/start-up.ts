import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { home } from './home.ts';
import { type Benchmark, median, type Row } from './measure.ts';

const ROUNDS = 15;

/** What a process does before it reports the CPU time that it has used. */
const PROGRAMS = {
  empty: '',
  core: `import '@vortex/core';`,
  coreAndJose: `import '@vortex/core'; import 'jose';`,
  official: `import '@teamvortexsoftware/vortex-node-22-sdk';`,
  svix: `import 'svix';`,
  express: `import 'express';`,
  expressAndOurs: `import 'express'; import '@vortex/express';`,
  hono: `import 'hono';`,
  honoAndOurs: `import 'hono'; import '@vortex/hono';`,
} as const;

type Program = keyof typeof PROGRAMS;

/** What an import costs a cold start, in CPU time of whole processes, alternating, over what an empty one uses. */
export function startUpBenchmark(): Benchmark {
  return { title: 'Start-up, ESM, CPU time over an empty process', rows: nodes().flatMap(rowsOn) };
}

function rowsOn({ name, node }: { readonly name: string; readonly node: string }): Row[] {
  const used: Record<Program, number[]> = Object.fromEntries(Object.keys(PROGRAMS).map((one) => [one, []])) as never;
  const programs = Object.entries(PROGRAMS) as [Program, string][];
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < programs.length; turn++) {
      const [program, code] = programs[(turn + round) % programs.length] as [Program, string];
      used[program].push(cpu(node, code));
    }
  }
  const added = (program: Program) => median(used[program]) - median(used.empty);
  const atMost = (what: string, ours: Program, reference: Program, target: number): Row => {
    const ratio = added(ours) / added(reference);
    return {
      name: `${name}: ${what}`,
      ours: `+${added(ours).toFixed(1)} ms`,
      reference: `+${added(reference).toFixed(1)} ms`,
      ratio: `${ratio.toFixed(2)}x`,
      target: `<= ${target}x`,
      pass: ratio <= target,
    };
  };
  return [
    atMost('@vortex/core, beside itself with jose', 'core', 'coreAndJose', 0.25),
    atMost('@vortex/core, official package', 'core', 'official', 0.5),
    atMost('{ VortexWebhooks }, svix', 'core', 'svix', 1),
    atMost('express with @vortex/express, express alone', 'expressAndOurs', 'express', 1.15),
    atMost('hono with @vortex/hono, hono alone', 'honoAndOurs', 'hono', 1.15),
  ];
}

/** Milliseconds of CPU time, user and system, of a process from its start to its end. */
function cpu(node: string, code: string): number {
  const program = `${code} process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log((user + system) / 1000); });`;
  return Number(execFileSync(node, ['--input-type=module', '-e', program], { encoding: 'utf8', cwd: home() }));
}

/** This Node, and the oldest one that is supported where tests/runtimes has brought it. */
function nodes(): { readonly name: string; readonly node: string }[] {
  const found = [{ name: `Node ${process.versions.node.split('.')[0]}`, node: process.execPath }];
  try {
    const runtimes = createRequire(join(home(), '../tests/runtimes/package.json'));
    const node = join(dirname(runtimes.resolve('node-20/package.json')), 'bin/node');
    if (existsSync(node)) found.push({ name: 'Node 20', node });
  } catch {
    // An optional dependency, which other platforms do not have.
  }
  return found;
}
