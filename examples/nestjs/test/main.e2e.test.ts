import { fileURLToPath } from 'node:url';
import { startCases } from '@vortex/example-web/testing';

startCases({
  main: fileURLToPath(new URL('../dist/main.js', import.meta.url)),
  webhookLine: /Webhooks\] invitation\.created +\S+ +signature verified/,
  says: [/Mapped \{invitation\.accepted\} to VortexEvents\.accepted/],
});
