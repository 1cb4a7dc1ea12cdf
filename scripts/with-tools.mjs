#!/usr/bin/env node
/**
 * Runs a shell command with the pnpm this repository pins, and with a Node that its tools accept, on a machine that has
 * only Node 20 and npm:
 *
 *     node scripts/with-tools.mjs "pnpm install && pnpm build"
 *
 * What the machine already has in the right version is used as it is; the rest comes from the npm registry, once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Brought along only where the machine's own Node is too old for the tools; users of the packages never need it. */
const NODE = '24.21.0';
const OLDEST_NODE = [22, 18];

const [pnpm] = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).packageManager.split('+');

/**
 * @param {string} command - For the shell, run in the repository's root.
 * @param {{ env?: Record<string, string>, stdio?: import('node:child_process').StdioOptions }} [options]
 * @returns {Promise<number>} The exit code; 1 when a signal ended it.
 */
export function withTools(command, { env = {}, stdio = 'inherit' } = {}) {
  const packages = [...(nodeIsTooOld() ? [`node@${NODE}`] : []), ...(pnpmIsHere() ? [] : [pnpm])];
  const [file, args] = packages.length === 0 ? ['sh', ['-c', command]] : ['npx', npxArguments(packages, command)];
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio,
      // With scripts switched off in npm's settings, npx would silently stay on the old Node.
      env: { ...process.env, npm_config_ignore_scripts: 'false', npm_config_update_notifier: 'false', ...env },
    });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** @returns {string} The Node that runs TypeScript files as they are: this one, or the one brought along. */
export function nodeForTools() {
  if (!nodeIsTooOld()) return process.execPath;
  const { stdout, status } = spawnSync('npx', npxArguments([`node@${NODE}`], 'node -p process.execPath'), {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_config_ignore_scripts: 'false' },
  });
  const path = stdout?.trim().split('\n').at(-1);
  if (status !== 0 || !path) process.exit(status || 1);
  return path;
}

function nodeIsTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

function pnpmIsHere() {
  const { stdout, status } = spawnSync('pnpm', ['--version'], { cwd: root, encoding: 'utf8' });
  return status === 0 && `pnpm@${stdout.trim()}` === pnpm;
}

function npxArguments(/** @type {string[]} */ packages, /** @type {string} */ command) {
  return ['-y', ...packages.flatMap((name) => ['-p', name]), '-c', `${FORGET}; ${CHECK} || exit 1; ${command}`];
}

/** npx hands its own options on in the environment, and an npx within the command would take them for its own. */
const FORGET = 'unset npm_config_call npm_config_package npm_config_yes';

/** npx takes a package whose download was interrupted for a whole one, and the command would run on the old Node. */
const CHECK = `node -e "${[
  "const [major, minor] = process.versions.node.split('.').map(Number)",
  `if (major > ${OLDEST_NODE[0]} || (major === ${OLDEST_NODE[0]} && minor >= ${OLDEST_NODE[1]})) process.exit()`,
  `console.error('npx did not bring Node ${NODE}: a download may have been interrupted. Remove the folder _npx below the one that npm config get cache names, and try again.')`,
  'process.exit(1)',
].join('; ')}"`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const command = process.argv.slice(2).join(' ');
  if (!command) {
    console.error('Usage: node scripts/with-tools.mjs "<shell command>"');
    process.exit(2);
  }
  process.exit(await withTools(command));
}
