/**
 * The types of what `npm test` installs, checked by TypeScript 7 in a third of the time that 6 takes. `pnpm typecheck`, and
 * with it `npm run test:all`, checks everything with 6, which the build and the frameworks use.
 */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const TSC = fileURLToPath(new URL('../node_modules/typescript-7/bin/tsc', import.meta.url));

/** What each package's own `typecheck` names. */
const projects = globSync(['packages/*/package.json', 'examples/*/package.json', 'tests/support/package.json']).flatMap(
  (manifest) => {
    const { scripts = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
    return [...(scripts.typecheck ?? '').matchAll(/tsc -p (\S+)/g)].map(
      ([, config]) => `${dirname(manifest)}/${config}`,
    );
  },
);
if (projects.length === 0) throw new Error('No package has a typecheck.');

let failed = false;
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let project = projects.shift(); project; project = projects.shift())
      if (!(await passes(project))) failed = true;
  }),
);
process.exitCode = failed ? 1 : 0;

/** @param {string} project */
function passes(project) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [TSC, '-p', project], { stdio: 'inherit' });
    child.on('exit', (code) => resolve(code === 0));
  });
}
