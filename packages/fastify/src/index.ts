import type { Vortex } from '@vortex/core';

export * from '@vortex/core';
export { type FastifyRoutesOptions, vortexRoutes } from './routes.ts';
export { type FastifyWebhookOptions, vortexWebhook } from './webhook.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * The client of the Vortex routes: their `vortex` option, or one made from it (from `VORTEX_API_KEY` where there is
     * none) when it is first used. Not there where the option is a function of the request.
     */
    readonly vortex: Vortex;
  }
  interface FastifyContextConfig {
    /** Which of Vortex's routes this is, for the app's hooks: `request.routeOptions.config.vortex`. */
    vortex?: 'webhook' | 'routes';
  }
}
