export * from '@vortex/core';
export { type ExpressRoutes, vortexRoutes } from './routes.ts';
export { type ExpressHandler, type ExpressWebhook, type ExpressWebhookOptions, vortexWebhook } from './webhook.ts';
