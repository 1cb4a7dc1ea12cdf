import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/hono';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { validator } from 'hono/validator';
import type { Benchmark } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const USER = { id: 'user-1', email: 'ada@example.com' };

/** Answers are not for caches, by hand either: with a second header Hono makes a `Headers`, which costs on Node. */
const NO_STORE = { 'cache-control': 'no-store' };

/**
 * Our Hono handlers beside routes that do the same by hand (a limit, no second handling, other origins refused, JSON
 * only), and beside routes that use what Hono itself has for it.
 */
export async function honoBenchmark(): Promise<Benchmark> {
  return withLoad(async (load) => {
    const webhook = (name: string, reference: RequestListener) =>
      compareServers(`webhook route, ${name}`, 'webhook', ourWebhook(), reference, load, 0.9);
    const token = (name: string, reference: RequestListener) =>
      compareServers(`token route, ${name}`, 'token', ourToken(), reference, load, 0.9);
    return {
      title: `Hono over real sockets, Node ${process.versions.node}`,
      rows: [
        ...(await webhook('by hand', webhookByHand())),
        ...(await webhook('Hono’s bodyLimit', webhookWithMiddleware())),
        ...(await token('by hand', tokenByHand())),
        ...(await token('Hono’s csrf, bodyLimit, validator', tokenWithMiddleware())),
      ],
    };
  });
}

function ourWebhook(): RequestListener {
  return served(new Hono().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, onEvent: handle })));
}

function webhookByHand(): RequestListener {
  const app = new Hono();
  app.post('/webhooks/vortex', (c) => {
    if (!(Number(c.req.header('content-length')) <= 1_048_576)) return c.json({ error: 'Too large' }, 413, NO_STORE);
    return receive(c);
  });
  return served(app);
}

function webhookWithMiddleware(): RequestListener {
  return served(new Hono().post('/webhooks/vortex', bodyLimit({ maxSize: 1_048_576 }), receive));
}

const seen = new Set<string>();

async function receive(c: Context): Promise<Response> {
  const body = Buffer.from(await c.req.arrayBuffer());
  const expected = createHmac('sha256', SECRET).update(body).digest();
  const given = Buffer.from(c.req.header('x-vortex-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return c.json({ error: 'Invalid signature' }, 401, NO_STORE);
  }
  const event = JSON.parse(body.toString('utf8')) as { id: string };
  if (!seen.has(event.id)) await handle(event);
  seen.add(event.id);
  return c.json({ received: true }, 200, NO_STORE);
}

function ourToken(): RequestListener {
  const routes = vortexRoutes({ authenticate: signedIn, vortex: new Vortex(API_KEY) });
  return served(new Hono().route('/api/vortex', routes));
}

function tokenByHand(): RequestListener {
  const app = new Hono();
  const vortex = new Vortex(API_KEY);
  app.post('/api/vortex/token', async (c) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && new URL(origin).host !== c.req.header('host')) {
      return c.json({ error: 'Another origin' }, 403, NO_STORE);
    }
    const user = await signedIn();
    if (!user) return c.json({ error: 'Sign in' }, 401, NO_STORE);
    if (!c.req.header('content-type')?.startsWith('application/json')) {
      return c.json({ error: 'Not JSON' }, 415, NO_STORE);
    }
    if (!(Number(c.req.header('content-length')) <= 102_400)) return c.json({ error: 'Too large' }, 413, NO_STORE);
    const { context } = (await c.req.json()) as { context?: { scope?: unknown } };
    if (context?.scope !== undefined) return c.json({ error: 'No member' }, 403, NO_STORE);
    return c.json({ token: vortex.generateToken({ user }, { expiresIn: '1h' }) }, 200, NO_STORE);
  });
  return served(app);
}

function tokenWithMiddleware(): RequestListener {
  const app = new Hono();
  const vortex = new Vortex(API_KEY);
  const json = validator('json', ({ context }: { context?: { scope?: unknown } }, c) =>
    context?.scope === undefined ? {} : c.json({ error: 'No member' }, 403, NO_STORE),
  );
  app.post('/api/vortex/token', csrf(), bodyLimit({ maxSize: 102_400 }), json, async (c) => {
    const user = await signedIn();
    return c.json({ token: vortex.generateToken({ user }, { expiresIn: '1h' }) }, 200, NO_STORE);
  });
  return served(app);
}

async function signedIn(): Promise<typeof USER> {
  return USER;
}

function served(app: Pick<Hono, 'fetch'>): RequestListener {
  return getRequestListener(app.fetch);
}

async function handle(_event: unknown): Promise<void> {}
