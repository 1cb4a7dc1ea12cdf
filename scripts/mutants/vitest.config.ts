import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';
import { withHits } from './mutations.mjs';

/** What `runner.mjs`, in this process, wants a file to be. */
interface Wanted {
  edit: { file: string; text: string } | undefined;
  hits: ReadonlySet<string>;
  core: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = (globalThis as unknown as { vortexWanted: Wanted }).vortexWanted;

/** Puts a fault into a file as it is loaded: nothing on the disk changes. */
const faults = {
  name: 'vortex:faults',
  enforce: 'pre' as const,
  load(id: string) {
    const path = id.split('?')[0] ?? '';
    if (!path.startsWith(root)) return;
    const file = path.slice(root.length);
    if (wanted.edit?.file === file) return wanted.edit.text;
    if (wanted.hits.has(file)) return withHits(file, readFileSync(path, 'utf8'));
    return;
  },
};

// Adapters and the conformance suite are to judge core's source, not what was built of it.
const alias = wanted.core
  ? [
      { find: /^@vortex\/core$/, replacement: `${root}packages/core/src/index.ts` },
      { find: /^@vortex\/core\/(.+)$/, replacement: `${root}packages/core/src/$1.ts` },
    ]
  : [];

const { projects = [], ...test } = base.test ?? {};

export default defineConfig({
  ...base,
  root,
  plugins: [faults, ...(base.plugins ?? [])],
  resolve: { alias },
  test: {
    ...test,
    pool: 'threads',
    maxWorkers: 1,
    bail: 1,
    silent: true,
    setupFiles: [`${root}scripts/mutants/hits.mjs`],
    // Those too that a normal run leaves to `npm run test:all`: an area names the ones that judge it.
    projects: projects.map((project) => {
      if (typeof project !== 'object' || !('test' in project)) return project;
      const exclude = project.test?.exclude?.filter((glob) => !glob.includes('.e2e.'));
      return { ...project, test: { ...project.test, exclude } };
    }),
  },
});
