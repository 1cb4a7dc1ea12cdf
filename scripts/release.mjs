/**
 * `pnpm release` publishes what `pnpm changeset version` has versioned: it builds every public package from nothing,
 * packs it into `release/`, and publishes each tarball that the registry does not have yet, so that a release which stopped
 * half-way is finished by the same command. Its arguments go to `npm publish`; with `--dry-run` nothing is published.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pack } from './pack.mjs';
import { publicPackages } from './public-packages.mjs';
import { repositoryAddress } from './repository.mjs';
import { root } from './with-tools.mjs';

/** The first npm that takes the workflow's identity for a login. */
const OLDEST_NPM = [11, 5, 1];

const dryRun = process.argv.includes('--dry-run');
const npmArguments = ['--access', 'public', ...process.argv.slice(2)];
const provenance = npmArguments.includes('--provenance');
const packages = publicPackages();
const versions = new Set(packages.map(({ manifest }) => manifest.version));
const repository = repositoryAddress(root);

const troubles = [
  ...packages.filter(({ manifest }) => manifest.version === '0.0.0').map(({ name }) => `${name} has no version`),
  ...packages
    .filter(({ folder }) => !existsSync(join(folder, 'CHANGELOG.md')))
    .map(({ name }) => `${name} has no changelog`),
  ...globSync('.changeset/*.md', { cwd: root }).map((file) => `${file} is in no changelog`),
  ...(versions.size > 1 ? ['the versions differ'] : []),
];
if (troubles.length > 0) stop(`Run \`pnpm changeset version\` first: ${troubles.join(', ')}.`);
if (!repository) {
  stop(
    'The remote "origin" is no web address, and every tarball says where it comes from: ' +
      '`git remote set-url origin https://...`, the address that people will read.',
  );
}
const { GITHUB_REF_TYPE: refType, GITHUB_REF_NAME: tag } = process.env;
if (refType === 'tag' && !versions.has(`${tag?.replace(/^v/, '')}`)) {
  stop(`The tag ${tag} is not the packages' version, ${[...versions]}.`);
}
if (!dryRun) {
  if (!provenance && !npmArguments.includes('--registry')) {
    stop(
      'Releases are published by .github/workflows/release.yml, which can sign where they come from: push a tag ' +
        `v${[...versions]}. By hand, or to try it on a registry of your own: pnpm release --registry <address>.`,
    );
  }
  if (git('status', '--porcelain') !== '') stop('There are changes that are not committed.');
  if (provenance && isOlder(npm('--version'), OLDEST_NPM)) {
    stop(`npm ${OLDEST_NPM.join('.')} or newer is needed; Node 24 brings it.`);
  }
}

for (const { folder } of packages) rmSync(join(folder, 'dist'), { recursive: true, force: true });
run('pnpm', ['exec', 'turbo', 'run', 'build', '--force', '--filter', './packages/*', '--output-logs=errors-only']);

const destination = join(root, 'release');
rmSync(destination, { recursive: true, force: true });
const tarballs = pack(destination, { repository });
console.log(`\nRepository: ${repository}`);
// All at once: publishing blocks this process, and a connection left open meanwhile is a dead one afterwards.
const published = await Promise.all(tarballs.map(({ name }) => !dryRun && isPublished(name)));
// By name, which is also: what the others need first.
for (const [index, { name, tarball }] of tarballs.entries()) {
  console.log(`${dryRun ? 'packed' : 'publishing'} ${name}: ${tarball}`);
  if (published[index]) console.log('  is there already');
  else run('npm', ['publish', tarball, '--loglevel=warn', ...npmArguments]);
}

/**
 * Whether the registry has this version. Asked without npm, which would show it a login that is good for publishing only,
 * and be told that there is no such package.
 */
async function isPublished(/** @type {string} */ name) {
  const at = npmArguments.indexOf('--registry');
  const registry = at < 0 ? npm('config', 'get', 'registry') : npmArguments[at + 1];
  const response = await fetch(`${registry?.replace(/\/$/, '')}/${encodeURIComponent(name)}`);
  if (response.status === 404) return false;
  if (!response.ok) stop(`${response.url} answers ${response.status}.`);
  const found = await response.json();
  return [...versions].some((version) => Object.hasOwn(found.versions, version));
}

function isOlder(/** @type {string} */ version, /** @type {number[]} */ than) {
  const parts = version.split('.').map(Number);
  const at = than.findIndex((part, index) => part !== parts[index]);
  return at >= 0 && (parts[at] ?? 0) < (than[at] ?? 0);
}

function npm(/** @type {string[]} */ ...args) {
  return execFileSync('npm', args, { cwd: root, encoding: 'utf8' }).trim();
}

function git(/** @type {string[]} */ ...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}

function run(/** @type {string} */ file, /** @type {string[]} */ args) {
  execFileSync(file, args, { cwd: root, stdio: 'inherit' });
}

/** @returns {never} */
function stop(/** @type {string} */ why) {
  console.error(why);
  process.exit(1);
}
