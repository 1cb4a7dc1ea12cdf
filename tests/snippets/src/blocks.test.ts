import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withBlocks } from './blocks.ts';
import { root } from './compile.ts';

const manuals = globSync(['*.md', 'docs/**/*.md', 'packages/*/README.md'], { cwd: root }).sort();
const withParts = manuals.filter((file) => read(file).includes('<!-- block: '));

test.each(withParts)('%s shows the options and responses as they are', (file) => {
  expect(read(file), 'Run `pnpm --filter @vortex/tests-snippets blocks`.').toBe(withBlocks(read(file)));
});

test.each(['express', 'fastify', 'hono', 'next', 'nestjs', 'nuxt', 'core'])(
  'the manual of %s has all four tables',
  (name) => {
    const parts = [...read(`packages/${name}/README.md`).matchAll(/<!-- block: ([\w-]+) -->/g)].map(([, part]) => part);
    expect(parts).toEqual(
      expect.arrayContaining(['webhook-options', 'webhook-responses', 'rules', 'route-options', 'route-responses']),
    );
  },
);

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
