import { basename } from 'node:path';
import { repositoryAddress } from './scripts/repository.mjs';

/** What `pnpm pack` adds to a manifest on its way into the tarball: the repository, which stands in no committed one. */
export const hooks = {
  beforePacking(/** @type {Record<string, unknown>} */ manifest, /** @type {string} */ folder) {
    const url = process.env.VORTEX_REPOSITORY || repositoryAddress(import.meta.dirname);
    if (!url) return manifest;
    return { ...manifest, repository: { type: 'git', url, directory: `packages/${basename(folder)}` } };
  },
};
