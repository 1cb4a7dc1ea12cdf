import { conformanceOf, uploadsOf } from '@vortex/conformance';
import { beforeAll, describe, expect, test } from 'vitest';
import { built } from './built.ts';
import { frameworks } from './frameworks.ts';
import { allSeen, keepSeen } from './seen.ts';
import { served } from './served.ts';
import { committed, render } from './table.ts';
import { expectTheirs } from './theirs.ts';

describe.each(frameworks)('$name', (framework) => {
  beforeAll(() => built(framework), 300_000);
  expectTheirs(framework.theirs ?? []);
  const start = served(framework);
  conformanceOf('the recipe', start, framework.platform);
  uploadsOf('the recipe', start, (framework.grows ?? 16) * 1024 * 1024);
  keepSeen(framework);
});

test('the table of docs/frameworks is this run’s', () => {
  expect(committed(), 'Run `pnpm --filter @vortex/tests-frameworks table`.').toBe(render(allSeen()));
});
