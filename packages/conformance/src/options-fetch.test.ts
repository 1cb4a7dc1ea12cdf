import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { optionCases } from './options.ts';

optionCases('fetch', {
  webhook: (options) => vortexWebhook(options),
  routes: (options) => vortexRoutes({ authenticate: () => null, ...options }),
});
