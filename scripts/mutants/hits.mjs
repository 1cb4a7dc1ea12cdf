/** In each test file: which functions each test reaches, for `runner.mjs` to know which tests judge which fault. */
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';

const report = process.env.VORTEX_MUTANTS_HITS;
if (report) {
  /** What is reached between tests: by the file as it loads, by its hooks, by work that a test has left behind. */
  const shared = new Set();
  /** @type {Map<string, Set<string>>} */
  const running = new Map();
  /** @type {Record<string, string[]>} */
  const tests = {};
  Object.assign(globalThis, {
    vortexHits: {
      add(/** @type {string} */ hit) {
        if (running.size === 0) shared.add(hit);
        // Of tests that run at the same time, each may be the one.
        for (const hits of running.values()) hits.add(hit);
      },
    },
  });
  beforeEach(({ task }) => {
    running.set(task.id, new Set());
  });
  afterEach(({ task }) => {
    tests[task.id] = [...(running.get(task.id) ?? [])];
    running.delete(task.id);
  });
  afterAll(() => {
    appendFileSync(report, `${JSON.stringify({ test: expect.getState().testPath, shared: [...shared], tests })}\n`);
  });
}
