import { optionCases } from '@vortex/conformance/options';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

optionCases('express', {
  webhook: (options) => vortexWebhook(options),
  routes: (options) => vortexRoutes({ authenticate: () => null, ...options }),
});
