/**
 * `pnpm release` packs what `pnpm changeset version` has versioned: it builds every public package from nothing into
 * `release/`, one tarball each, and a file `order` that lists them, dependencies first. It publishes nothing: that is left
 * to a job that runs npm and nothing else (.github/workflows/release.yml).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pack } from './pack.mjs';
import { publicPackages } from './public-packages.mjs';
import { repositoryAddress } from './repository.mjs';
import { root } from './with-tools.mjs';

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
if (refType === 'tag' && !isOnMain()) {
  stop(`The commit of the tag ${tag} is not on main. Merge it first; only what was reviewed is released.`);
}
if (git('status', '--porcelain') !== '') stop('There are uncommitted changes.');

for (const { folder } of packages) rmSync(join(folder, 'dist'), { recursive: true, force: true });
run('pnpm', ['exec', 'turbo', 'run', 'build', '--force', '--filter', './packages/*', '--output-logs=errors-only']);

const destination = join(root, 'release');
rmSync(destination, { recursive: true, force: true });
const tarballs = pack(destination, { repository });
console.log(`\nRepository: ${repository}`);
for (const { name, tarball } of tarballs) console.log(`${name}: ${tarball}`);
const lines = inOrder(packages).map(({ name, manifest }) => {
  const packed = tarballs.find((one) => one.name === name);
  return `${name}@${manifest.version} ${basename(`${packed?.tarball}`)}\n`;
});
writeFileSync(join(destination, 'order'), lines.join(''));

/** Nobody may install a package that asks for a version which is not there yet. */
function inOrder(/** @type {import('./public-packages.mjs').PublicPackage[]} */ unordered) {
  /** @type {import('./public-packages.mjs').PublicPackage[]} */
  const ordered = [];
  const add = (/** @type {import('./public-packages.mjs').PublicPackage} */ one) => {
    if (ordered.includes(one)) return;
    const needed = { ...one.manifest.dependencies, ...one.manifest.peerDependencies };
    for (const other of unordered) if (other !== one && Object.hasOwn(needed, other.name)) add(other);
    ordered.push(one);
  };
  for (const one of unordered) add(one);
  return ordered;
}

function isOnMain() {
  return spawnSync('git', ['merge-base', '--is-ancestor', 'HEAD', 'origin/main'], { cwd: root }).status === 0;
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
