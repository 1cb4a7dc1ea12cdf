import { fileURLToPath } from 'node:url';
import { startCases } from '@vortex/example-web/testing';

startCases({
  main: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  webhookLine: /webhook +invitation\.created +\S+ +signature verified/,
});
