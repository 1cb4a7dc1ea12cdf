export * from '@vortex/core';
export { vortexRoutes } from './routes.ts';
export { type ExpressWebhook, type ExpressWebhookOptions, vortexWebhook } from './webhook.ts';
