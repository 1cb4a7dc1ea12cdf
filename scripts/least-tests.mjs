import { readFileSync } from 'node:fs';

/**
 * How many tests each folder must have run, at the least: about nine tenths of what it has. A file that is lost, renamed
 * past the pattern or empty by mistake would pass otherwise. Raise a number when a folder has grown by a quarter.
 */
const LEAST = {
  ordinary: {
    benchmarks: 21,
    'examples/express': 22,
    'examples/fastify': 18,
    'examples/nestjs': 19,
    'examples/next': 4,
    'examples/one-file': 10,
    'tests/packaging': 24,
    'tests/snippets': 130,
    'packages/conformance': 500,
    'packages/core': 1430,
    'packages/emulator': 650,
    'packages/express': 540,
    'packages/fastify': 515,
    'packages/hono': 570,
    'packages/nestjs': 660,
    'packages/next': 92,
    'packages/nuxt': 7,
    'packages/react': 7,
  },
  all: {
    benchmarks: 19,
    'examples/express': 19,
    'examples/fastify': 19,
    'examples/hono-worker': 23,
    'examples/nestjs': 19,
    'examples/next': 17,
    'examples/queue': 9,
    'tests/adapter': 480,
    'tests/authentication': 27,
    'tests/frameworks': 7150,
    'tests/hono': 4900,
    'tests/hosts': 650,
    'tests/languages': 21,
    'tests/nest': 2890,
    'tests/next-15': 1550,
    'tests/next-16': 1530,
    'tests/packaging': 400,
    'tests/runtimes': 1950,
    'tests/snippets': 215,
    'tests/stores': 225,
    'packages/core': 140,
    'packages/emulator': 38,
    'packages/express': 520,
    'packages/nestjs': 510,
    'packages/react': 32,
    site: 135,
  },
};

/**
 * @param {'ordinary' | 'all'} kind - Which run it was.
 * @param {string} report - The path of vitest's report.
 * @param {string} root - The repository.
 * @returns {string[]} A sentence for each folder that ran fewer.
 */
export function tooFew(kind, report, root) {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  /** @type {Record<string, number>} */
  const ran = {};
  for (const { name, assertionResults } of testResults) {
    const [group = '', part = ''] = name.slice(root.length).split(/[\\/]/).filter(Boolean);
    const folder = group === 'site' || group === 'benchmarks' ? group : `${group}/${part}`;
    ran[folder] = (ran[folder] ?? 0) + assertionResults.length;
  }
  return Object.entries(LEAST[kind])
    .filter(([folder, least]) => (ran[folder] ?? 0) < least)
    .map(
      ([folder, least]) =>
        `${folder} ran ${ran[folder] ?? 0} tests and must have at least ${least}: has a file been lost? (scripts/least-tests.mjs)`,
    );
}
