import { fileURLToPath } from 'node:url';
import { stderrCases } from '@vortex/conformance/stderr';

stderrCases('hono on node', fileURLToPath(new URL('./failing-app.ts', import.meta.url)));
