import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import type { Contest } from '../frame/contest.ts';
import { SECRET } from '../frame/load.ts';
import type { Servers } from '../frame/server.ts';
import { API_KEY, adapterCases, handle, USER } from '../vortex-app.ts';

export default {
  title: 'Fastify',
  about: 'Our plugins on Fastify 5 beside routes that do the same by hand, each server in a process of its own.',
  peers: ['fastify'],
  seconds: 40,
  cases: (tools) =>
    adapterCases(tools, import.meta.url, {
      webhook: { '@vortex/fastify': 'ourWebhook', 'by hand': 'webhookByHand' },
      token: { '@vortex/fastify': 'ourToken', 'by hand': 'tokenByHand' },
      targets: { 'by hand': { atLeast: 0.97 } },
    }),
} satisfies Contest;

async function served(build: (app: FastifyInstance) => unknown): Promise<RequestListener> {
  const app = fastify();
  await build(app);
  await app.ready();
  return app.routing;
}

const seen = new Set<string>();

function webhookByHand(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/webhooks/vortex', async (request, reply) => {
    const body = request.body as Buffer;
    const expected = createHmac('sha256', SECRET).update(body).digest();
    const given = Buffer.from(String(request.headers['x-vortex-signature'] ?? ''), 'hex');
    reply.header('cache-control', 'no-store');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return reply.code(401).send({ error: 'Invalid signature' });
    }
    const event = JSON.parse(body.toString('utf8')) as { id: string };
    if (!seen.has(event.id)) await handle(event);
    seen.add(event.id);
    return { received: true };
  });
}

function tokenByHand(app: FastifyInstance): void {
  const vortex = new Vortex(API_KEY);
  app.post<{ Body: { context?: { scope?: unknown } } }>('/api/vortex/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { origin } = request.headers;
    if (origin !== undefined && new URL(origin).host !== request.host) {
      return reply.code(403).send({ error: 'Another origin' });
    }
    if (request.body.context?.scope !== undefined) return reply.code(403).send({ error: 'No member' });
    return { token: vortex.generateToken({ user: USER }, { expiresIn: '1h' }) };
  });
}

export const servers: Servers = {
  ourWebhook: () => served((app) => app.register(vortexWebhook, { secret: SECRET, onEvent: handle })),
  webhookByHand: () => served(webhookByHand),
  ourToken: () =>
    served((app) => app.register(vortexRoutes, { authenticate: () => USER, vortex: new Vortex(API_KEY) })),
  tokenByHand: () => served(tokenByHand),
};
