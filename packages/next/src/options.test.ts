import { optionCases } from '@vortex/conformance/options';
import * as pages from './pages.ts';
import { vortexRoutes } from './routes.ts';
import { vortexWebhook } from './webhook.ts';

optionCases('next', {
  webhook: (options) => vortexWebhook(options),
  routes: (options) => vortexRoutes({ authenticate: () => null, ...options }),
});

optionCases('next in the Pages Router', {
  webhook: (options) => pages.vortexWebhook(options),
  routes: (options) => pages.vortexRoutes({ authenticate: () => null, ...options }),
});
