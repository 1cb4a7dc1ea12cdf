import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Case, Contest, Target, Tools } from '../frame/contest.ts';
import { samples } from '../frame/samples.ts';
import { home } from '../home.ts';

interface Comparison {
  readonly name: string;
  /** What a process imports, by side, ours first. */
  readonly sides: Readonly<Record<string, readonly string[]>>;
  readonly targets?: Readonly<Record<string, Target>>;
  /** Options of the program. */
  readonly flags?: readonly string[];
  /** Also on the oldest Node that is supported. */
  readonly oldest?: true;
}

const OFFICIAL = '@teamvortexsoftware/vortex-node-22-sdk';
const NEST = ['reflect-metadata', '@nestjs/common', '@nestjs/core'];

const COMPARISONS: readonly Comparison[] = [
  {
    name: '@vortex/core',
    sides: {
      '@vortex/core': ['@vortex/core'],
      'with jose': ['@vortex/core', 'jose'],
      official: [OFFICIAL],
      svix: ['svix'],
      standardwebhooks: ['standardwebhooks'],
      '@octokit/webhooks': ['@octokit/webhooks'],
      '@clerk/backend': ['@clerk/backend'],
      stripe: ['stripe'],
      openai: ['openai'],
    },
    targets: { 'with jose': { atMost: 0.25 }, official: { atMost: 0.5 }, svix: { atMost: 1 } },
    oldest: true,
  },
  {
    name: 'entries of @vortex/core',
    sides: {
      '@vortex/core': ['@vortex/core'],
      './fetch': ['@vortex/core/fetch'],
      './redis': ['@vortex/core/redis'],
      './sql': ['@vortex/core/sql'],
      './durable-object': ['@vortex/core/durable-object'],
      './browser': ['@vortex/core/browser'],
      './openapi': ['@vortex/core/openapi'],
      './testing': ['@vortex/core/testing'],
      './adapter': ['@vortex/core/adapter'],
    },
  },
  adapter('@vortex/express', ['express'], { oldest: true }),
  adapter('@vortex/fastify', ['fastify']),
  adapter('@vortex/hono', ['hono'], { oldest: true }),
  adapter('@vortex/nestjs', [...NEST, '@nestjs/platform-express']),
  // As Next's own servers resolve what a route handler imports.
  adapter('@vortex/next', ['next/server.js'], { flags: ['--conditions=react-server'] }),
  adapter('@vortex/nuxt/server', ['h3']),
  { name: '@vortex/react', sides: { '@vortex/react': ['react', '@vortex/react'], react: ['react'] } },
  {
    name: '@vortex/emulator',
    sides: { '@vortex/emulator': ['@vortex/emulator'], 'hono and its server': ['hono', '@hono/node-server'] },
  },
];

/** An adapter with its framework, the framework alone, and the framework with the official package. */
function adapter(name: string, framework: readonly string[], more: Partial<Comparison> = {}): Comparison {
  return {
    name: `${name} with its framework`,
    sides: { [name]: [...framework, name], 'framework alone': framework, 'with official': [...framework, OFFICIAL] },
    targets: { 'framework alone': { atMost: 1.15 } },
    ...more,
  };
}

export default {
  title: 'Start-up',
  about:
    'What imports add to a cold start, as ES modules: CPU time and memory of a whole process, without those of an empty one. ' +
    'Each adapter is imported with its framework, beside the framework alone and the framework with the official package.',
  peers: [
    OFFICIAL,
    'svix',
    'standardwebhooks',
    '@octokit/webhooks',
    '@clerk/backend',
    'stripe',
    'openai',
    'jose',
    'express',
    'fastify',
    'hono',
    '@nestjs/core',
    'next',
    'h3',
    'react',
  ],
  seconds: 75,
  cases: (tools) =>
    runtimes().flatMap((runtime, index) =>
      COMPARISONS.filter(({ oldest }) => index === 0 || oldest).map((one) => comparison(tools, one, runtime)),
    ),
} satisfies Contest;

function comparison(tools: Tools, { name, sides, targets, flags = [] }: Comparison, { version, node }: Runtime): Case {
  return samples(tools, {
    name: `Node ${version}: ${name}`,
    measures: [
      { name: 'CPU', unit: 'ms' },
      { name: 'memory', unit: 'MB' },
    ],
    rounds: 11,
    warmUp: 1,
    sides: Object.fromEntries(
      Object.entries(sides).map(([side, imports]) => [
        side,
        () => {
          const [empty, used] = [cost(node, flags, []), cost(node, flags, imports)];
          return { CPU: used.cpu - empty.cpu, memory: used.memory - empty.memory };
        },
      ]),
    ),
    ...(targets && { targets }),
  });
}

/**
 * Of a process from its start to its end: milliseconds of CPU time, user and system, and its resident memory. Not the most
 * that it held: on Linux, a process begins with the maximum of the one that started it.
 */
function cost(node: string, flags: readonly string[], imports: readonly string[]): { cpu: number; memory: number } {
  const program = `${imports.map((name) => `import '${name}';`).join(' ')} process.on('exit', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const memory = process.memoryUsage.rss() / 1024 ** 2;
    console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, memory }));
  });`;
  const args = [...flags, '--input-type=module', '-e', program];
  return JSON.parse(execFileSync(node, args, { encoding: 'utf8', cwd: home() }));
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
