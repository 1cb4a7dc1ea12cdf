import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/hono';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { validator } from 'hono/validator';
import type { Contest } from '../frame/contest.ts';
import { SECRET } from '../frame/load.ts';
import type { Servers } from '../frame/server.ts';
import { API_KEY, adapterCases, handle, USER } from '../vortex-app.ts';

/** Answers are not for caches, by hand either: with a second header Hono makes a `Headers`, which costs on Node. */
const NO_STORE = { 'cache-control': 'no-store' };

export default {
  title: 'Hono',
  about:
    'Our handlers beside routes that do the same by hand (a limit, no second handling, other origins refused, JSON only), and ' +
    'beside routes that use what Hono itself has for it: bodyLimit, csrf, validator.',
  peers: ['hono', '@hono/node-server'],
  seconds: 60,
  cases: (tools) =>
    adapterCases(tools, import.meta.url, {
      webhook: { '@vortex/hono': 'ourWebhook', 'by hand': 'webhookByHand', 'with middleware': 'webhookWithMiddleware' },
      token: { '@vortex/hono': 'ourToken', 'by hand': 'tokenByHand', 'with middleware': 'tokenWithMiddleware' },
      targets: { 'by hand': { atLeast: 0.97 }, 'with middleware': { atLeast: 0.97 } },
    }),
} satisfies Contest;

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

export const servers: Servers = {
  ourWebhook,
  webhookByHand,
  webhookWithMiddleware,
  ourToken,
  tokenByHand,
  tokenWithMiddleware,
};
