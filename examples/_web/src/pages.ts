import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the page's files. */
export const PUBLIC: string = fileURLToPath(new URL('../public/', import.meta.url));

/** The page at `/`, which says what it runs on. */
export function indexPage(framework: string): string {
  return readFileSync(`${PUBLIC}index.html`, 'utf8').replace('{framework}', framework);
}
