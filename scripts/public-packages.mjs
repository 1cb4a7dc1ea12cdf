import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './with-tools.mjs';

/**
 * @typedef {{
 *   name: string, version: string, private?: boolean, type?: string,
 *   exports: Record<string, unknown>, bin?: Record<string, string>,
 *   dependencies?: Record<string, string>, peerDependencies?: Record<string, string>,
 *   peerDependenciesMeta?: Record<string, { optional?: boolean }>,
 *   [field: string]: unknown,
 * }} Manifest
 * @typedef {{ folder: string, name: string, manifest: Manifest }} PublicPackage
 */

/**
 * The packages that are published: every one under packages/ that is not private. Runs on the tools' Node.
 *
 * @param {string} [tree] - Another checkout of this repository.
 * @returns {PublicPackage[]}
 */
export function publicPackages(tree = root) {
  return globSync('packages/*/package.json', { cwd: tree })
    .sort()
    .map((file) => {
      const manifest = /** @type {Manifest} */ (JSON.parse(readFileSync(join(tree, file), 'utf8')));
      return { folder: join(tree, dirname(file)), name: manifest.name, manifest };
    })
    .filter(({ manifest }) => !manifest.private);
}
