/**
 * `npm run bench`: installs and builds what the benchmarks need, runs them, and writes benchmarks/RESULTS.md. With names, it
 * runs those only: `npm run bench -- tokens hono`. A missed target is said in the tables; the command fails when something broke.
 */
import { readdirSync } from 'node:fs';
import { withTools } from './with-tools.mjs';

const args = process.argv.slice(2);
// Said before minutes are spent on the set-up; they are also words of a shell's command.
const names = readdirSync(new URL('../benchmarks/src/contests', import.meta.url))
  .filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const unknown = args.find(
  (arg, index) => !names.includes(arg) && !/^--[\w=./@-]+$/.test(arg) && args[index - 1] !== '--out',
);
if (unknown !== undefined) {
  console.error(`There is no benchmark "${unknown}". There are: ${names.join(', ')}.`);
  process.exit(2);
}

const only = '--filter vortex-typescript --filter "@vortex/benchmarks..."';
const setUp = await withTools(
  `pnpm install --frozen-lockfile ${only} && pnpm exec turbo run build --filter "@vortex/benchmarks..." --output-logs=errors-only`,
);
if (setUp !== 0) console.error('\nThe set-up failed: the lines above say which package and why. Nothing was measured.');
process.exitCode =
  setUp !== 0 ? 1 : await withTools(`node --expose-gc benchmarks/dist/run.mjs ${args.map(quoted).join(' ')}`);

/** @param {string} arg */
function quoted(arg) {
  return `'${arg.replaceAll("'", "'\\''")}'`;
}
