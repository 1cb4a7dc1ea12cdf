/**
 * `npm run bench`: installs and builds what the benchmarks need, runs them, and writes benchmarks/RESULTS.md. With names, it
 * runs those only: `npm run bench -- tokens hono`. A missed target is said in the tables; the command fails when something broke.
 */
import { withTools } from './with-tools.mjs';

const args = process.argv.slice(2);
// They are words of a shell's command.
const strange = args.find((arg) => !/^[\w./=@-]+$/.test(arg));
if (strange !== undefined) {
  console.error(`"${strange}" is neither the name of a benchmark nor an option.`);
  process.exit(2);
}

const only = '--filter vortex-typescript --filter "@vortex/benchmarks..."';
const setUp = await withTools(
  `pnpm install --frozen-lockfile ${only} && pnpm exec turbo run build --filter "@vortex/benchmarks..." --output-logs=errors-only`,
);
if (setUp !== 0) console.error('\nThe set-up failed: the lines above say which package and why. Nothing was measured.');
process.exitCode = setUp !== 0 ? 1 : await withTools(`node --expose-gc benchmarks/dist/run.mjs ${args.join(' ')}`);
