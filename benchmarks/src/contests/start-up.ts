import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Case, Contest, Target, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { home } from '../home.ts';

interface Comparison {
  readonly name: string;
  /** What a process imports, by side. */
  readonly sides: Readonly<Record<string, string>>;
  readonly targets: Readonly<Record<string, Target>>;
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: '@vortex/core',
    sides: {
      '@vortex/core': `import '@vortex/core';`,
      'with jose': `import '@vortex/core'; import 'jose';`,
      official: `import '@teamvortexsoftware/vortex-node-22-sdk';`,
      svix: `import 'svix';`,
    },
    targets: { 'with jose': { atMost: 0.25 }, official: { atMost: 0.5 }, svix: { atMost: 1 } },
  },
  {
    name: 'Express with our adapter',
    sides: { '@vortex/express': `import 'express'; import '@vortex/express';`, express: `import 'express';` },
    targets: { express: { atMost: 1.15 } },
  },
  {
    name: 'Hono with our adapter',
    sides: { '@vortex/hono': `import 'hono'; import '@vortex/hono';`, hono: `import 'hono';` },
    targets: { hono: { atMost: 1.15 } },
  },
];

export default {
  title: 'Start-up',
  about:
    'What an import adds to a cold start, as ES modules: CPU time and memory of a whole process, without those of an empty one.',
  peers: ['@teamvortexsoftware/vortex-node-22-sdk', 'svix', 'jose', 'express', 'hono'],
  seconds: 40,
  cases: (tools) => runtimes().flatMap((runtime) => COMPARISONS.map((one) => comparison(tools, one, runtime))),
} satisfies Contest;

function comparison(tools: Tools, { name, sides, targets }: Comparison, { version, node }: Runtime): Case {
  return samples(tools, {
    name: `Node ${version}: ${name}`,
    measures: [
      { name: 'CPU', unit: 'ms' },
      { name: 'memory', unit: 'MB' },
    ],
    rounds: 15,
    warmUp: 1,
    sides: Object.fromEntries(
      Object.entries(sides).map(([side, code]) => [
        side,
        () => {
          const [empty, used] = [cost(node, ''), cost(node, code)];
          return { CPU: used.cpu - empty.cpu, memory: used.memory - empty.memory };
        },
      ]),
    ),
    targets,
  });
}

/** Of a process from its start to its end: milliseconds of CPU time, user and system, and the most memory that it held. */
function cost(node: string, code: string): { readonly cpu: number; readonly memory: number } {
  const program = `${code} process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 }));
  });`;
  return JSON.parse(execFileSync(node, ['--input-type=module', '-e', program], { encoding: 'utf8', cwd: home() }));
}

interface Runtime {
  readonly version: string;
  readonly node: string;
}

/** This Node, and the oldest one that is supported where the tests of runtimes have brought it. */
function runtimes(): Runtime[] {
  const found = [{ version: process.versions.node.split('.')[0] ?? '', node: process.execPath }];
  try {
    const installed = createRequire(join(home(), '../tests/runtimes/package.json'));
    const node = join(dirname(installed.resolve('node-20/package.json')), 'bin/node');
    if (existsSync(node)) found.push({ version: '20', node });
  } catch {
    // An optional dependency, which other platforms do not have.
  }
  return found;
}
