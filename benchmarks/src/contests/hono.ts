import { createRequire } from 'node:module';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { vortexRoutes, vortexWebhook } from '@vortex/hono';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { validator } from 'hono/validator';
import { handle, SECRET, signedIn, type TokenBody, tokenFor, vortex } from '../adapters/app.ts';
import { isForeign, once, TOKEN_LIMIT, verified, WEBHOOK_LIMIT } from '../adapters/by-hand.ts';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import type { Served, Servers } from '../frame/server.ts';
import { home } from '../home.ts';

/** Answers are not for caches, by hand either: with a second header Hono makes a `Headers`, which costs on Node. */
const NO_STORE = { 'cache-control': 'no-store' };

export default {
  title: 'Hono',
  about:
    'Our handlers beside routes that do the same by hand (a limit, the signature, the JSON and a claim of the event; the origin, ' +
    'the user, JSON only, a limit and the scope), and beside routes that use what Hono itself has for it: bodyLimit, csrf, ' +
    'validator. On Node with its server for Node, and on Bun.',
  peers: ['hono', '@hono/node-server', 'bun'],
  seconds: 55,
  cases(tools) {
    const bun = createRequire(join(home(), 'package.json')).resolve('bun/bin/bun.exe');
    return [
      ...adapterCases(tools, import.meta.url, {
        prefix: 'on Node: ',
        webhook: {
          '@vortex/hono': 'ourWebhook',
          'by hand': 'webhookByHand',
          'with bodyLimit': 'webhookWithMiddleware',
        },
        token: { '@vortex/hono': 'ourToken', 'by hand': 'tokenByHand', 'with csrf and others': 'tokenWithMiddleware' },
        targets: { 'by hand': { atLeast: 0.97 } },
      }),
      ...adapterCases(tools, import.meta.url, {
        prefix: 'on Bun: ',
        webhook: { '@vortex/hono': 'ourWebhook', 'by hand': 'webhookByHand' },
        token: { '@vortex/hono': 'ourToken', 'by hand': 'tokenByHand' },
        targets: { 'by hand': { atLeast: 0.97 } },
        options: { runtime: bun },
      }),
    ];
  },
} satisfies Contest;

/** A listener on Node, and a server of its own on Bun. */
function served(app: Pick<Hono, 'fetch'>): Served {
  if (!process.versions.bun) return getRequestListener(app.fetch);
  const { Bun } = globalThis as unknown as { Bun: { serve(options: object): { port: number } } };
  return Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: (request: Request) => app.fetch(request) });
}

function webhookByHand(): Hono {
  return new Hono().post('/webhooks/vortex', (c) => {
    if (!(Number(c.req.header('content-length')) <= WEBHOOK_LIMIT))
      return c.json({ error: 'Too large' }, 413, NO_STORE);
    return receive(c);
  });
}

async function receive(c: Context): Promise<Response> {
  const event = verified(Buffer.from(await c.req.arrayBuffer()), c.req.header('x-vortex-signature'));
  if (!event) return c.json({ error: 'Invalid signature' }, 401, NO_STORE);
  const outcome = await once(event.id, () => handle(event));
  if (outcome === 'claimed') return c.json({ error: 'Being handled' }, 503, NO_STORE);
  return c.json({ received: true }, 200, NO_STORE);
}

function tokenByHand(): Hono {
  return new Hono().post('/api/vortex/token', async (c) => {
    if (isForeign(c.req.header('origin'), c.req.header('host'))) {
      return c.json({ error: 'Another origin' }, 403, NO_STORE);
    }
    const user = await signedIn();
    if (!user) return c.json({ error: 'Sign in' }, 401, NO_STORE);
    if (!c.req.header('content-type')?.startsWith('application/json')) {
      return c.json({ error: 'Not JSON' }, 415, NO_STORE);
    }
    if (!(Number(c.req.header('content-length')) <= TOKEN_LIMIT)) return c.json({ error: 'Too large' }, 413, NO_STORE);
    const { context } = await c.req.json<TokenBody>();
    if (context?.scope !== undefined) return c.json({ error: 'No member' }, 403, NO_STORE);
    return c.json({ token: tokenFor(user, context) }, 200, NO_STORE);
  });
}

function tokenWithMiddleware(): Hono {
  const json = validator('json', ({ context }: TokenBody, c) =>
    context?.scope === undefined ? { context } : c.json({ error: 'No member' }, 403, NO_STORE),
  );
  const app = new Hono();
  app.post('/api/vortex/token', csrf(), bodyLimit({ maxSize: TOKEN_LIMIT }), json, async (c) =>
    c.json({ token: tokenFor(await signedIn(), c.req.valid('json').context) }, 200, NO_STORE),
  );
  return app;
}

export const servers: Servers = {
  ourWebhook: () => served(new Hono().post('/webhooks/vortex', vortexWebhook({ secret: SECRET, onEvent: handle }))),
  webhookByHand: () => served(webhookByHand()),
  webhookWithMiddleware: () =>
    served(new Hono().post('/webhooks/vortex', bodyLimit({ maxSize: WEBHOOK_LIMIT }), receive)),
  ourToken: () => served(new Hono().route('/api/vortex', vortexRoutes({ authenticate: signedIn, vortex }))),
  tokenByHand: () => served(tokenByHand()),
  tokenWithMiddleware: () => served(tokenWithMiddleware()),
};
