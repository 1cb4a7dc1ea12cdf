import { teamInBrowser } from '@vortex/example-web/testing';
import { startStack } from '../src/stack.js';

teamInBrowser(() => startStack({ port: 0, emulatorPort: 0, emulator: true, logger: false }));
