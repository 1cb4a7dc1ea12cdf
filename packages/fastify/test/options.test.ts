import { optionCases } from '@vortex/conformance/options';
import { fastify } from 'fastify';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

optionCases('fastify', {
  webhook: async (options) => fastify().register(vortexWebhook, { logLevel: 'warn', ...options }),
  routes: async (options) => fastify().register(vortexRoutes, { authenticate: () => null, ...options }),
});
