import { failingApp } from '@vortex/conformance/failing-app';
import fastify, { type FastifyRequest } from 'fastify';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

await failingApp<FastifyRequest>(
  (request, name) => [request.headers[name] ?? []].flat()[0],
  async ({ webhook, routes }) => {
    const app = fastify();
    await app.register(vortexWebhook, webhook);
    await app.register(vortexRoutes, routes);
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
  },
);
