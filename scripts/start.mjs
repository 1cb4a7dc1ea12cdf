/**
 * `npm start`: installs and builds only what the Express example needs, then runs it with the emulator. Arguments go
 * to the example: `npm start -- --once`, `npm start -- --help`. Put another example's name first:
 * `npm start -- hono-worker --once`.
 */
import { spawn } from 'node:child_process';
import { nodeForTools, root, withTools } from './with-tools.mjs';

/** @type {Readonly<Record<string, string>>} */
const EXAMPLES = {
  express: 'src/main.ts',
  fastify: 'src/main.ts',
  'hono-worker': 'dev/main.ts',
  nestjs: 'dist/main.js',
  next: 'src/main.ts',
  queue: 'src/main.ts',
};

const args = process.argv.slice(2);
const named = args[0] !== undefined && !args[0].startsWith('-') ? args.shift() : undefined;
const example = named ?? 'express';
if (!Object.hasOwn(EXAMPLES, example)) {
  console.error(`There is no example named "${example}". The examples are:\n\n${usage()}`);
  process.exit(2);
}
if (named === undefined && args.includes('--help')) console.log(usage());
const closure = `--filter-prod "@vortex/example-${example}..."`;

step('Installing what the example needs');
await orExit(`pnpm install --frozen-lockfile ${closure}`);
step('Building');
await orExit(`pnpm ${closure} --if-present run build`);
step('Starting');

const app = spawn(nodeForTools(), [String(EXAMPLES[example]), ...args], {
  cwd: `${root}/examples/${example}`,
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal));
app.on('exit', (code) => process.exit(code ?? 1));

function usage() {
  return Object.keys(EXAMPLES)
    .map((name) => `  npm start -- ${name}\n`)
    .join('');
}

function step(/** @type {string} */ what) {
  console.log(`\n› ${what} ...`);
}

async function orExit(/** @type {string} */ command) {
  const code = await withTools(command);
  if (code === 0) return;
  console.error(`\n"${command}" failed with exit code ${code}; the lines above say why.`);
  process.exit(code);
}
