import { fileURLToPath } from 'node:url';
import { stderrCases } from '../stderr.ts';

stderrCases('fetch on node', fileURLToPath(new URL('./fetch-app.ts', import.meta.url)));
