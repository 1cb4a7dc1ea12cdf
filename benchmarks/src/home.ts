import { dirname } from 'node:path';

/** Where the imports resolve from: this package, also when it runs from `dist`. */
export function home(): string {
  return dirname(dirname(new URL(import.meta.url).pathname));
}
