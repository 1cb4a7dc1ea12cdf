import { fileURLToPath } from 'node:url';
import { stderrCases } from '@vortex/conformance/stderr';

stderrCases('fastify 5', fileURLToPath(new URL('./failing-app.ts', import.meta.url)));
