import { expect, test } from 'vitest';
import { guide, guides } from './included.ts';

test.each(guides)('the files that %s shows are shown as they are', (path) => {
  const { text, fresh } = guide(path);
  expect(text, 'pnpm --filter @vortex/tests-snippets run include').toBe(fresh);
});
