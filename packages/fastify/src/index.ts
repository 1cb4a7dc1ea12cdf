export * from '@vortex/core';
export { type FastifyRoutesOptions, vortexRoutes } from './routes.ts';
export { type FastifyWebhookOptions, vortexWebhook } from './webhook.ts';
