import { afterAll, beforeAll, expect, test } from 'vitest';
import { DOM_ENVIRONMENTS, type DomEnvironment, type DomProjects, domProjects } from './dom-environments.ts';
import { firstDifference } from './fresh.ts';
import { committed, renderEnvironments } from './table.ts';

let projects: DomProjects;
beforeAll(async () => {
  projects = await domProjects();
}, 400_000);
afterAll(() => projects?.remove(), 120_000);

const passed = new Map<DomEnvironment, boolean>();

test.each(DOM_ENVIRONMENTS)(
  'server code is tested under $name, and with the cure',
  { timeout: 120_000 },
  async (one) => {
    passed.set(one, false);
    await projects.check(one);
    passed.set(one, true);
  },
);

test('the table of test environments in docs/support.md is this run’s', () => {
  const how = 'Run `pnpm build && pnpm --filter @vortex/tests-packaging table`.';
  expect(firstDifference(committed('environments'), renderEnvironments(passed)), how).toBeUndefined();
});

test('next/jest with node runs the manual’s tests', { timeout: 120_000 }, async () => {
  // All but those that look for a document.
  const options = ['--runInBand', '--config=jest.node.config.ts', '--testRegex=/app/.*(test|node-only)'];
  expect(await projects.run('next-jest', ['jest/bin/jest.js', ...options])).toMatch(/Tests: +6 passed, 6 total/);
});

test('next/jest with jsdom has no Request for a route, so that the manual tells of nothing that is over', {
  timeout: 120_000,
}, async () => {
  await expect(projects.run('next-jest', ['jest/bin/jest.js', '--testRegex=node-only'])).rejects.toMatchObject({
    stderr: expect.stringContaining('ReferenceError: Request is not defined'),
  });
});
