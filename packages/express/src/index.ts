export * from '@vortex/core';
export { type ExpressRoutes, vortexRoutes } from './routes.ts';
export { type ExpressWebhook, type ExpressWebhookOptions, vortexWebhook } from './webhook.ts';
