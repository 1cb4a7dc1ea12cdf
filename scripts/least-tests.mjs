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
    'packages/core': 1400,
    'packages/emulator': 600,
    'packages/express': 540,
    'packages/fastify': 515,
    'packages/hono': 570,
    'packages/nestjs': 640,
    'packages/next': 92,
    'packages/nuxt': 7,
    'packages/react': 7,
  },
  all: {
    benchmarks: 13,
    'tests/adapter': 480,
    'tests/frameworks': 7150,
    'tests/hono': 4900,
    'tests/hosts': 640,
    'tests/nest': 2890,
    'tests/next-15': 1550,
    'tests/next-16': 1470,
    'tests/packaging': 320,
    'tests/runtimes': 1900,
    'tests/snippets': 160,
    'tests/stores': 160,
    'packages/core': 95,
    'packages/emulator': 18,
    'packages/express': 510,
    'packages/nestjs': 510,
    'packages/react': 25,
    site: 115,
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
