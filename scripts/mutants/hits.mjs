/** In each test file: which functions it reaches, for `runner.mjs` to know which tests judge which fault. */
import { appendFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

const report = process.env.VORTEX_MUTANTS_HITS;
if (report) {
  const hits = new Set();
  Object.assign(globalThis, { vortexHits: hits });
  afterAll(() => {
    appendFileSync(report, `${JSON.stringify({ test: expect.getState().testPath, hits: [...hits] })}\n`);
  });
}
