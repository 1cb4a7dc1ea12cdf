export * from '@vortex/core';
export { VortexToken, VortexTokenGuard } from './guards/vortex-token.guard.ts';
export { VortexEvent, VortexWebhookGuard } from './guards/vortex-webhook.guard.ts';
export type {
  VortexAuthenticator,
  VortexFactoryOptions,
  VortexModuleAsyncOptions,
  VortexModuleExtras,
  VortexModuleOptions,
  VortexMountOptions,
  VortexNestRoutesOptions,
  VortexOptionsFactory,
  VortexRoutesController,
  VortexWebhookController,
} from './module/options.ts';
export { getVortexToken, getVortexWebhooksToken, InjectVortex, InjectVortexWebhooks } from './module/tokens.ts';
export { UseVortex } from './module/use-vortex.ts';
export { VortexModule } from './module/vortex.module.ts';
export type { VortexRequest } from './platform/exchange.ts';
export { type EventMethodDecorator, OnVortexEvent, type OnVortexEventOptions } from './webhook/on-vortex-event.ts';
