/**
 * Packs every public package as it is published, from its built `dist`:
 *
 *     node scripts/pack.mjs <folder for the tarballs>
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unreachedFiles } from './dist-files.mjs';
import { publicPackages } from './public-packages.mjs';
import { root } from './with-tools.mjs';

/** A build that is under way may have written a chunk before the entry that imports it. */
const SETTLED_MS = 5000;

/**
 * @param {string} destination - Where the tarballs go; made if need be.
 * @param {{ tree?: string, repository?: string }} [options] - `tree`: another checkout; `repository`: the address that
 * the manifests in the tarballs name instead of what git's remote says (.pnpmfile.mjs).
 * @returns {{ name: string, tarball: string }[]}
 */
export function pack(destination, { tree = root, repository } = {}) {
  mkdirSync(destination, { recursive: true });
  const env = { ...process.env, ...(repository ? { VORTEX_REPOSITORY: repository } : {}) };
  return publicPackages(tree).map(({ name, folder, manifest }) => {
    for (const file of unreachedFiles(folder, manifest)) {
      if (Date.now() - statSync(join(folder, file)).mtimeMs > SETTLED_MS) rmSync(join(folder, file));
    }
    const args = ['pack', '--json', '--pack-destination', resolve(destination)];
    const { filename } = JSON.parse(execFileSync('pnpm', args, { cwd: folder, env, encoding: 'utf8' }));
    return { name, tarball: resolve(destination, filename) };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [destination] = process.argv.slice(2);
  if (!destination) {
    console.error('Usage: node scripts/pack.mjs <folder for the tarballs>');
    process.exit(2);
  }
  for (const { tarball } of pack(destination)) console.log(tarball);
}
