import { teamFlow } from '@vortex/example-web/testing';
import { startStack } from '../src/stack.ts';

teamFlow(() => startStack({ port: 0, emulatorPort: 0, emulator: true, log: () => {} }));
