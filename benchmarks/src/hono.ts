import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/hono';
import { Hono } from 'hono';
import type { Benchmark } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const USER = { id: 'user-1', email: 'ada@example.com' };

/** Our Hono handlers beside routes that a careful person writes by hand. */
export async function honoBenchmark(): Promise<Benchmark> {
  return withLoad(async (load) => ({
    title: `Hono over real sockets, Node ${process.versions.node}`,
    rows: [
      ...(await compareServers('webhook route', 'webhook', ourWebhook(), handWrittenWebhook(), load, 0.9)),
      ...(await compareServers('token route', 'token', ourToken(), handWrittenToken(), load, 0.9)),
    ],
  }));
}

function ourWebhook(): RequestListener {
  return served(new Hono().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, onEvent: handle })));
}

function handWrittenWebhook(): RequestListener {
  const app = new Hono();
  app.post('/webhooks/vortex', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    const expected = createHmac('sha256', SECRET).update(body).digest();
    const given = Buffer.from(c.req.header('x-vortex-signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return c.json({ error: 'Invalid signature' }, 401);
    }
    await handle(JSON.parse(body.toString('utf8')));
    return c.json({ received: true });
  });
  return served(app);
}

function ourToken(): RequestListener {
  const routes = vortexRoutes({ authenticate: () => USER, vortex: new Vortex(API_KEY) });
  return served(new Hono().route('/api/vortex', routes));
}

function handWrittenToken(): RequestListener {
  const app = new Hono();
  const vortex = new Vortex(API_KEY);
  app.post('/api/vortex/token', async (c) => {
    await c.req.json();
    return c.json({ token: vortex.generateToken({ user: USER }, { expiresIn: '1h' }) });
  });
  return served(app);
}

function served(app: Pick<Hono, 'fetch'>): RequestListener {
  return getRequestListener(app.fetch);
}

async function handle(_event: unknown): Promise<void> {}
