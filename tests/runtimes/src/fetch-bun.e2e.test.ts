import { fileURLToPath } from 'node:url';
import { conformanceOf } from './index.ts';
import { spawned } from './runtimes/spawned.ts';

const bun = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url));
const server = fileURLToPath(new URL('./runtimes/fetch-server.ts', import.meta.url));

conformanceOf('fetch on bun', spawned(bun, ['run', server]));
