/**
 * The handlers, for Nitro 2 (Nuxt 4) and Nitro 3, on Node and elsewhere.
 *
 * @module
 */
export * from '@vortex/core';
export type { NitroEvent, NitroHandler, NitroReply } from './event.ts';
export { vortexRoutes } from './routes.ts';
export { type NitroWebhook, vortexWebhook } from './webhook.ts';
