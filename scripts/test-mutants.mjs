/** `npm run test:mutants`: builds the packages and runs `mutants/run.mjs`, which says what its arguments are. */
import { withTools } from './with-tools.mjs';

const args = process.argv.slice(2).map((arg) => `"${arg}"`);
process.exitCode = await withTools(
  `pnpm exec turbo run build --filter "./packages/*" --output-logs=errors-only && node scripts/mutants/run.mjs ${args.join(' ')}`,
);
