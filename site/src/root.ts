import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** This package. */
export const SITE: string = fileURLToPath(new URL('..', import.meta.url));
