/**
 * `npm start`: installs and builds only what the Express example needs, then runs it with the emulator. Arguments go
 * to the example: `npm start -- --once`, `npm start -- --help`.
 */
import { spawn } from 'node:child_process';
import { nodeForTools, root, withTools } from './with-tools.mjs';

const EXAMPLE = '@vortex/example-express';
const closure = `--filter-prod "${EXAMPLE}..."`;

step('Installing what the example needs');
await orExit(`pnpm install --frozen-lockfile ${closure}`);
step('Building');
await orExit(`pnpm ${closure} --if-present run build`);
step('Starting');

const app = spawn(nodeForTools(), ['src/main.ts', ...process.argv.slice(2)], {
  cwd: `${root}/examples/express`,
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal));
app.on('exit', (code) => process.exit(code ?? 1));

function step(/** @type {string} */ what) {
  console.log(`\n› ${what} ...`);
}

async function orExit(/** @type {string} */ command) {
  const code = await withTools(command);
  if (code === 0) return;
  console.error(`\n"${command}" failed with exit code ${code}; the lines above say why.`);
  process.exit(code);
}
