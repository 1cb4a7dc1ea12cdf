import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the page's files. */
export const PUBLIC: string = fileURLToPath(new URL('../public/', import.meta.url));

/** The page's Vortex client, which its scripts import as `/vortex.js`: one file, as an app without a bundler serves it. */
export function vortexScript(): string {
  return readFileSync(fileURLToPath(import.meta.resolve('@vortex/core/browser')), 'utf8');
}

/** The page at `/`, which says what it runs on. */
export function indexPage(framework: string): string {
  return readFileSync(`${PUBLIC}index.html`, 'utf8').replace('{framework}', framework);
}
