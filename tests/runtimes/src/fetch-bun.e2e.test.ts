import { fileURLToPath } from 'node:url';
import { conformanceOf } from '@vortex/conformance';
import { spawned } from './spawned.ts';

const bun = fileURLToPath(new URL('../node_modules/.bin/bun', import.meta.url));
const server = fileURLToPath(new URL('./fetch-server.ts', import.meta.url));

conformanceOf('fetch on bun', spawned(bun, ['run', server]));
