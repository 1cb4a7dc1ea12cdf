import { optionCases } from '@vortex/conformance/options';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

optionCases('hono', {
  webhook: (options) => vortexWebhook(options),
  routes: (options) => vortexRoutes({ authenticate: () => null, ...options }),
});
