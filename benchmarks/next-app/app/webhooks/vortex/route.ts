import { vortexWebhook } from '@vortex/next';
import { handle, SECRET } from '../../../../src/adapters/app.ts';

export const { GET, POST, PUT, PATCH, DELETE } = vortexWebhook({ secret: SECRET, onEvent: handle });
