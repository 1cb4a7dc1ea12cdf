/**
 * The Nuxt module: `modules: ['@vortex/nuxt']` in `nuxt.config.ts`. The handlers are in `@vortex/nuxt/server`.
 *
 * @module
 */
export { type VortexModuleOptions, vortexModule as default } from './module.ts';
