import { addServerHandler, defineNuxtModule, findPath, useLogger } from 'nuxt/kit';
import type { NuxtModule } from 'nuxt/schema';
import { spare } from './route-rules.ts';

/** The module's options: `vortex` in `nuxt.config.ts`. */
export interface VortexModuleOptions {
  /** The webhook endpoint's path. Default: `/webhooks/vortex`. */
  webhookPath?: string;
  /** The path of the routes; their own `basePath` option must be the same. Default: `/api/vortex`. */
  basePath?: string;
}

/**
 * Mounts `server/vortex/webhook.ts` and `server/vortex/routes.ts`, if they exist, for every method, and keeps caches
 * and nuxt-security's body checks away from them.
 */
export const vortexModule: NuxtModule<VortexModuleOptions> = defineNuxtModule<VortexModuleOptions>({
  meta: { name: '@vortex/nuxt', configKey: 'vortex', compatibility: { nuxt: '>=4.0.0' } },
  defaults: { webhookPath: '/webhooks/vortex', basePath: '/api/vortex' },
  async setup({ webhookPath = '', basePath = '' }, nuxt) {
    const { serverDir } = nuxt.options;
    const webhook = await findPath(`${serverDir}/vortex/webhook`);
    const routes = await findPath(`${serverDir}/vortex/routes`);
    if (!webhook && !routes) {
      useLogger('@vortex/nuxt').warn(
        `There is neither vortex/webhook.ts nor vortex/routes.ts in ${serverDir}: nothing to mount.`,
      );
    }
    // Filled by NUXT_VORTEX_API_KEY and NUXT_VORTEX_WEBHOOK_SECRET at run time.
    nuxt.options.runtimeConfig.vortex = { apiKey: '', webhookSecret: '', ...Object(nuxt.options.runtimeConfig.vortex) };
    if (webhook) {
      addServerHandler({ route: webhookPath, handler: webhook });
      spare(nuxt, webhookPath, 'webhook');
    }
    // h3 1 leaves the bare path out of `/**`.
    for (const route of [basePath, `${basePath}/**`]) {
      if (!routes) break;
      addServerHandler({ route, handler: routes });
      spare(nuxt, route, 'routes');
    }
  },
});
