export * from '@vortex/core';
export type { VortexBindings, VortexEnv } from './bindings.ts';
export { type VortexSource, type VortexVariables, vortex } from './middleware.ts';
export { type HonoRoutesOptions, vortexRoutes } from './routes.ts';
export type { VortexErrorBody, VortexRoutesSchema } from './schema.ts';
export { type HonoWebhook, vortexWebhook } from './webhook.ts';
