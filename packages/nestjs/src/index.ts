export * from '@vortex/core';
export type { VortexRequest } from './exchange.ts';
export { type EventMethodDecorator, OnVortexEvent, type OnVortexEventOptions } from './on-vortex-event.ts';
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
} from './options.ts';
export { getVortexToken, getVortexWebhooksToken, InjectVortex, InjectVortexWebhooks } from './tokens.ts';
export { UseVortex } from './use-vortex.ts';
export { VortexModule } from './vortex.module.ts';
export { VortexToken, VortexTokenGuard } from './vortex-token.guard.ts';
export { VortexEvent, VortexWebhookGuard } from './vortex-webhook.guard.ts';
