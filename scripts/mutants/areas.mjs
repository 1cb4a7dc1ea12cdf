import { globSync } from 'node:fs';

/**
 * @typedef {object} Area
 * @property {string} name
 * @property {number} target - Percent of its mutants that tests must catch.
 * @property {string[]} files - What is changed, as globs from the repository's root; a leading `!` takes away.
 * @property {string[]} tests - The test files that judge it, as globs.
 */

// It looks for leaks in thousands of calls, and takes as long as everything else together.
const SLOW = ['!packages/core/src/client/request/load.test.ts'];

const conformance = ['packages/conformance/src/*-node.test.ts', 'tests/adapter/src/*.test.ts'];

/** @type {readonly Area[]} */
export const areas = [
  core(
    'webhooks',
    ['webhooks/*.ts', '!webhooks/redis-*.ts'],
    ['webhooks/*.test.ts', 'fetch*.test.ts', 'failures.test.ts', 'durable-object.test.ts'],
  ),
  core(
    'routes',
    ['routes/**/*.ts', 'http/*.ts'],
    ['routes/**/*.test.ts', 'http/*.test.ts', 'fetch*.test.ts', 'failures.test.ts'],
    ['packages/next/src/actions.test.ts'],
  ),
  core('client', ['client/**/*.ts', '!client/types/*.ts'], ['client/**/*.test.ts', 'vortex.test.ts', 'errors.test.ts']),
  core('tokens', ['tokens/*.ts', 'crypto/*.ts'], ['tokens/*.test.ts', 'crypto/*.test.ts', 'vortex.test.ts']),
  {
    name: 'stores',
    target: 90,
    files: ['packages/core/src/sql/*.ts', 'packages/core/src/webhooks/redis-*.ts'],
    tests: ['packages/core/src/sql/*.test.ts', 'packages/core/src/webhooks/redis-*.test.ts'],
  },
  ...['express', 'fastify', 'hono', 'nestjs', 'next'].map((name) => ({
    name,
    target: 90,
    files: [`packages/${name}/src/**/*.ts`],
    tests: [`packages/${name}/{src,test}/**/*.test.ts`, ...not('e2e'), `packages/${name}/test/nest12-*.test.ts`],
  })),
  emulator('state', ['state/*.ts']),
  emulator('cloud', ['cloud/**/*.ts', 'http/*.ts', 'http/client-api/*.ts']),
  {
    name: 'cli',
    target: 80,
    files: ['packages/emulator/src/cli/**/*.ts'],
    tests: [
      ...['packages/emulator/src/cli.test.ts', 'packages/emulator/src/cli/**/*.test.ts'],
      ...['packages/emulator/test/readme.test.ts', ...not('e2e')],
    ],
  },
];

/**
 * A part of core: judged by its own tests and by the suite that every adapter passes.
 *
 * @param {string} name
 * @param {string[]} files
 * @param {string[]} tests
 * @param {string[]} [more]
 * @returns {Area}
 */
function core(name, files, tests, more = []) {
  const own = within('packages/core/src', tests);
  return {
    name,
    target: 90,
    files: within('packages/core/src', files),
    tests: [...own, ...conformance, ...more, ...SLOW, ...not('e2e')],
  };
}

/**
 * @param {string} name
 * @param {string[]} files
 * @returns {Area}
 */
function emulator(name, files) {
  const own = 'packages/emulator/{src/{state,cloud,emulator,http},test}/**/*.test.ts';
  const tests = [own, ...not('e2e'), 'packages/emulator/test/life.e2e.test.ts'];
  return { name, target: 80, files: within('packages/emulator/src', files), tests };
}

/** @param {string} kind */
function not(kind) {
  return [`!packages/**/*.${kind}.test.ts`];
}

/**
 * @param {string} root
 * @param {string[]} globs
 */
function within(root, globs) {
  return globs.map((glob) => (glob.startsWith('!') ? `!${root}/${glob.slice(1)}` : `${root}/${glob}`));
}

/**
 * The files that globs name: each adds to what those before it have named, or takes away.
 *
 * @param {string[]} globs
 * @returns {string[]}
 */
export function found(globs) {
  const files = new Set();
  for (const glob of globs) {
    for (const file of globSync(glob.replace(/^!/, ''))) glob.startsWith('!') ? files.delete(file) : files.add(file);
  }
  return [...files].filter((file) => !file.includes('node_modules')).sort();
}

/** @param {Area} area */
export function filesOf(area) {
  return found(area.files).filter((file) => !/\.test\.ts$|\.d\.ts$|\/index\.ts$/.test(file));
}
