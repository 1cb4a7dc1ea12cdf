import { vortexWebhook } from '@vortex/nuxt/server';
import { handle, SECRET } from '../../../src/adapters/app.ts';

export default vortexWebhook({ secret: SECRET, onEvent: handle });
