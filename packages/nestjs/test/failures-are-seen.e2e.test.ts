import { fileURLToPath } from 'node:url';
import { programOf, stderrCases } from '@vortex/conformance/stderr';

const file = fileURLToPath(new URL('./failing-app.ts', import.meta.url));

stderrCases('nest 12 on fastify', programOf([file, 'fastify']), { without: ['key'] });
