import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import type { Benchmark } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const USER = { id: 'user-1', email: 'ada@example.com' };

/** Our Fastify plugins beside routes that a careful person writes by hand. */
export async function fastifyBenchmark(): Promise<Benchmark> {
  const [webhook, webhookByHand, token, tokenByHand] = await Promise.all([
    served((app) => app.register(vortexWebhook, { secret: SECRET, onEvent: handle })),
    served(handWrittenWebhook),
    served((app) => app.register(vortexRoutes, { authenticate: () => USER, vortex: new Vortex(API_KEY) })),
    served(handWrittenToken),
  ]);
  return withLoad(async (load) => ({
    title: `Fastify 5 over real sockets, Node ${process.versions.node}`,
    rows: [
      ...(await compareServers('webhook route', 'webhook', webhook, webhookByHand, load, 0.95)),
      ...(await compareServers('token route', 'token', token, tokenByHand, load, 0.95)),
    ],
  }));
}

async function served(build: (app: FastifyInstance) => unknown): Promise<RequestListener> {
  const app = fastify();
  await build(app);
  await app.ready();
  return app.routing;
}

const seen = new Set<string>();

function handWrittenWebhook(app: FastifyInstance): void {
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

function handWrittenToken(app: FastifyInstance): void {
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

async function handle(_event: unknown): Promise<void> {}
