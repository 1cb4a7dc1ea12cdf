import { conformance, type Subject } from '@vortex/conformance';
import fastify, { type FastifyRequest } from 'fastify';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

const subject: Subject<FastifyRequest> = {
  name: 'fastify 5',
  header: (request, name) => [request.headers[name] ?? []].flat()[0],
  async start({ webhook, routes }) {
    const app = fastify();
    await app.register(vortexWebhook, webhook);
    await app.register(vortexRoutes, { prefix: '/api/vortex', ...routes });
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
  },
};

// Fastify itself answers a path that can't be decoded, with 400.
conformance(subject, { handsOverUndecodablePaths: false });
