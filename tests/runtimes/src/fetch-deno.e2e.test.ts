import { fileURLToPath } from 'node:url';
import { conformanceOf } from '@vortex/conformance';
import { spawned } from './spawned.ts';

const deno = fileURLToPath(new URL('../node_modules/.bin/deno', import.meta.url));
const server = fileURLToPath(new URL('./fetch-server.ts', import.meta.url));
const flags = [
  '--quiet',
  '--no-check',
  '--no-lock',
  '--node-modules-dir=manual',
  '--allow-net',
  '--allow-env',
  '--allow-read',
];

conformanceOf('fetch on deno', spawned(deno, ['run', ...flags, server]));
