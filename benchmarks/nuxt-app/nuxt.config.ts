export default defineNuxtConfig({
  modules: ['@vortex/nuxt'],
  compatibilityDate: '2026-11-01',
  telemetry: false,
  // A listener, which the process of the benchmark's server puts on a port.
  nitro: { preset: 'node-listener' },
});
