/**
 * `pnpm release` publishes what `pnpm changeset version` has versioned: builds every public package from nothing, packs
 * it, publishes each tarball with its provenance, and makes the tags. `pnpm release --dry-run` does all of it but
 * publishing and tagging, and leaves the tarballs in `release/`.
 *
 * The repository's address stands in no manifest: this script takes it from git's remote, the only place that knows it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from './pack.mjs';
import { publicPackages } from './public-packages.mjs';
import { root } from './with-tools.mjs';

const dryRun = process.argv.includes('--dry-run');
const packages = publicPackages();
const repository = repositoryAddress();

const troubles = [
  ...packages.filter(({ manifest }) => manifest.version === '0.0.0').map(({ name }) => `${name} has no version`),
  ...packages
    .filter(({ folder }) => !existsSync(join(folder, 'CHANGELOG.md')))
    .map(({ name }) => `${name} has no changelog`),
  ...(new Set(packages.map(({ manifest }) => manifest.version)).size > 1 ? ['the versions differ'] : []),
];
if (troubles.length > 0) stop(`Run \`pnpm changeset version\` first: ${troubles.join(', ')}.`);
if (!repository && !dryRun) {
  stop('The remote "origin" is no web address, and npm asks for one to state where a package comes from.');
}
if (git('status', '--porcelain') !== '' && !dryRun) stop('There are changes that are not committed.');

for (const { folder } of packages) rmSync(join(folder, 'dist'), { recursive: true, force: true });
run('pnpm', ['exec', 'turbo', 'run', 'build', '--force', '--filter', './packages/*', '--output-logs=errors-only']);

const destination = join(root, 'release');
rmSync(destination, { recursive: true, force: true });
const tarballs = pack(destination, repository ? { repository } : {});
console.log(
  repository ? `\nRepository: ${repository}` : '\nRepository: none, since the remote "origin" is no web address',
);
for (const { name, tarball } of tarballs) {
  console.log(`${dryRun ? 'packed' : 'publishing'} ${name}: ${tarball}`);
  if (!dryRun) run('npm', ['publish', tarball, '--access', 'public', '--provenance']);
}
if (!dryRun) run('pnpm', ['exec', 'changeset', 'tag']);

/** @returns {string | undefined} As npm writes it, `git+https://...git`. */
function repositoryAddress() {
  const remote = git('remote', 'get-url', 'origin').replace(/^git@([^:]+):/, 'https://$1/');
  if (!/^https:\/\/[^/]+\/.+/.test(remote)) return undefined;
  const url = new URL(remote);
  return `git+https://${url.host}${url.pathname.replace(/(\.git)?\/?$/, '.git')}`;
}

function git(/** @type {string[]} */ ...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

function run(/** @type {string} */ file, /** @type {string[]} */ args) {
  execFileSync(file, args, { cwd: root, stdio: 'inherit' });
}

/** @returns {never} */
function stop(/** @type {string} */ why) {
  console.error(why);
  process.exit(1);
}
