import type { RequestListener } from 'node:http';
import { Vortex as OfficialVortex, VortexWebhooks as OfficialWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { vortexRoutes, vortexWebhook } from '@vortex/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import { API_KEY, handle, SECRET, signedIn, type TokenBody, tokenFor, vortex } from '../adapters/app.ts';
import { isForeign, once, TOKEN_LIMIT, verified, WEBHOOK_LIMIT } from '../adapters/by-hand.ts';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import type { Servers } from '../frame/server.ts';

export default {
  title: 'Fastify',
  about:
    'Our plugins beside routes that a careful person writes by hand, which do the same: a parser that keeps the bytes, with a ' +
    'limit, the signature, the JSON, and a claim of the event; Fastify’s JSON with a limit, the origin, the user and the scope. ' +
    'The official package comes without an adapter: by hand with its `constructEvent` and `generateToken`, without a claim.',
  peers: ['fastify', '@teamvortexsoftware/vortex-node-22-sdk'],
  seconds: 35,
  cases: (tools) =>
    adapterCases(tools, import.meta.url, {
      webhook: { '@vortex/fastify': 'ourWebhook', 'by hand': 'webhookByHand', official: 'officialWebhook' },
      token: { '@vortex/fastify': 'ourToken', 'by hand': 'tokenByHand', official: 'officialToken' },
      targets: { 'by hand': { atLeast: 0.97 } },
    }),
} satisfies Contest;

async function served(build: (app: FastifyInstance) => unknown): Promise<RequestListener> {
  const app = fastify();
  await build(app);
  await app.ready();
  return app.routing;
}

function keepBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

function webhookByHand(app: FastifyInstance): void {
  keepBytes(app);
  app.post<{ Body: Buffer }>('/webhooks/vortex', { bodyLimit: WEBHOOK_LIMIT }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const event = verified(request.body, request.headers['x-vortex-signature']?.toString());
    if (!event) return reply.code(401).send({ error: 'Invalid signature' });
    const outcome = await once(event.id, () => handle(event));
    return outcome === 'claimed' ? reply.code(503).send({ error: 'Being handled' }) : { received: true };
  });
}

function officialWebhook(app: FastifyInstance): void {
  keepBytes(app);
  const webhooks = new OfficialWebhooks({ secret: SECRET });
  app.post<{ Body: Buffer }>('/webhooks/vortex', { bodyLimit: WEBHOOK_LIMIT }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      const event = webhooks.constructEvent(request.body, String(request.headers['x-vortex-signature']));
      await webhooks.handleEvent(event, { on: { 'invitation.accepted': handle } });
      return { received: true };
    } catch {
      return reply.code(401).send({ error: 'Invalid signature' });
    }
  });
}

function tokenByHand(app: FastifyInstance, sign: typeof tokenFor): void {
  // Fastify refuses what is not JSON.
  app.post<{ Body: TokenBody }>('/api/vortex/token', { bodyLimit: TOKEN_LIMIT }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (isForeign(request.headers.origin, request.host)) return reply.code(403).send({ error: 'Another origin' });
    const user = await signedIn();
    if (!user) return reply.code(401).send({ error: 'Sign in' });
    const { context } = request.body;
    if (context?.scope !== undefined) return reply.code(403).send({ error: 'No member' });
    return { token: sign(user, context) };
  });
}

function officialToken(app: FastifyInstance): void {
  const official = new OfficialVortex(API_KEY);
  tokenByHand(app, (user, context) =>
    official.generateToken({ user, component: context?.componentId ?? '' }, { expiresIn: '1h' }),
  );
}

export const servers: Servers = {
  ourWebhook: () => served((app) => app.register(vortexWebhook, { secret: SECRET, onEvent: handle })),
  webhookByHand: () => served(webhookByHand),
  officialWebhook: () => served(officialWebhook),
  ourToken: () => served((app) => app.register(vortexRoutes, { authenticate: signedIn, vortex })),
  tokenByHand: () => served((app) => tokenByHand(app, tokenFor)),
  officialToken: () => served(officialToken),
};
