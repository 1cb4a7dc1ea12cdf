import { execFileSync } from 'node:child_process';

/**
 * Where this checkout comes from, by git's remote `origin`, the only place that knows it: in a manifest it would be wrong
 * in every fork, and npm refuses a provenance that another address signed.
 *
 * @param {string} tree - The checkout.
 * @returns {string | undefined} As npm writes it, `git+https://...git`; `undefined` where the remote is no address on the web.
 */
export function repositoryAddress(tree) {
  const remote = origin(tree)
    .replace(/^ssh:\/\/git@([^/:]+)(:\d+)?\//, 'https://$1/')
    .replace(/^git@([^:]+):/, 'https://$1/');
  if (!/^https:\/\/[^/]+\/.+/.test(remote)) return undefined;
  const url = new URL(remote);
  return `git+https://${url.host}${url.pathname.replace(/(\.git)?\/?$/, '.git')}`;
}

function origin(/** @type {string} */ tree) {
  try {
    return execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: tree,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
