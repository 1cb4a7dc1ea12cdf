import { teamFlow } from '@vortex/example-web/testing';
import { startStack } from '../src/stack.js';

teamFlow(() => startStack({ port: 0, emulatorPort: 0, emulator: true, logger: false }));
