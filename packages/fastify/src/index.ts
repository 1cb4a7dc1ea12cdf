import type { Vortex } from '@vortex/core';

export * from '@vortex/core';
export { type FastifyRoutesOptions, vortexRoutes } from './routes.ts';
export { type FastifyWebhookOptions, vortexWebhook } from './webhook.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * The client of the Vortex routes: their `vortex` option, or a client made from it, or from `VORTEX_API_KEY`, at
     * first use. It does not exist if the option is a function of the request.
     */
    readonly vortex: Vortex;
  }
  interface FastifyContextConfig {
    /** Which Vortex route this is, for the app's hooks: `request.routeOptions.config.vortex`. */
    vortex?: 'webhook' | 'routes';
  }
}
