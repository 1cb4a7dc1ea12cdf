import type { RequestListener } from 'node:http';
import { Vortex as OfficialVortex, VortexWebhooks as OfficialWebhooks } from '@teamvortexsoftware/vortex-node-22-sdk';
import { vortexRoutes, vortexWebhook } from '@vortex/express';
import type { RequestHandler } from 'express';
import express5 from 'express';
import express4 from 'express4';
import { API_KEY, handle, SECRET, signedIn, type TokenBody, tokenFor, vortex } from '../adapters/app.ts';
import { isForeign, once, TOKEN_LIMIT, verified, WEBHOOK_LIMIT } from '../adapters/by-hand.ts';
import { adapterCases } from '../adapters/cases.ts';
import type { Contest } from '../frame/contest.ts';
import type { Servers } from '../frame/server.ts';

type Express = typeof express5;

export default {
  title: 'Express',
  about:
    'Our handlers beside routes that a careful person writes by hand, which do the same: `express.raw` with a limit, the ' +
    'signature, the JSON, and a claim of the event; `express.json` with a limit, the origin, the user, the content type and the ' +
    'scope. The official package comes without an adapter: by hand with its `constructEvent` and `generateToken`, without a claim.',
  peers: ['express', 'express4', '@teamvortexsoftware/vortex-node-22-sdk'],
  seconds: 75,
  cases: (tools) =>
    [5, 4].flatMap((major) =>
      adapterCases(tools, import.meta.url, {
        prefix: `Express ${major}: `,
        webhook: {
          '@vortex/express': `ourWebhook${major}`,
          'by hand': `webhookByHand${major}`,
          official: `officialWebhook${major}`,
        },
        token: {
          '@vortex/express': `ourToken${major}`,
          'by hand': `tokenByHand${major}`,
          official: `officialToken${major}`,
        },
        targets: { 'by hand': { atLeast: 1.15 } },
      }),
    ),
} satisfies Contest;

function serversOf(major: number, express: Express): Record<string, () => RequestListener> {
  const webhook = (...handlers: RequestHandler[]) => express().post('/webhooks/vortex', ...handlers);
  const token = (...handlers: RequestHandler[]) => express().post('/api/vortex/token', ...handlers);
  const raw = express.raw({ type: '*/*', limit: WEBHOOK_LIMIT });
  const json = express.json({ limit: TOKEN_LIMIT });
  return {
    [`ourWebhook${major}`]: () => webhook(vortexWebhook({ secret: SECRET, onEvent: handle })),
    [`webhookByHand${major}`]: () => webhook(raw, webhookByHand),
    [`officialWebhook${major}`]: () => webhook(raw, officialWebhook()),
    [`ourToken${major}`]: () => express().use('/api/vortex', vortexRoutes({ authenticate: signedIn, vortex })),
    [`tokenByHand${major}`]: () => token(json, tokenByHand(tokenFor)),
    [`officialToken${major}`]: () => token(json, tokenByHand(officialToken())),
  };
}

const webhookByHand: RequestHandler = async (req, res) => {
  res.set('cache-control', 'no-store');
  const event = verified(req.body, req.get('x-vortex-signature'));
  if (!event) {
    res.status(401).json({ error: 'Invalid signature' });
    return;
  }
  const outcome = await once(event.id, () => handle(event));
  if (outcome === 'claimed') res.status(503).json({ error: 'Being handled' });
  else res.json({ received: true });
};

function officialWebhook(): RequestHandler {
  const webhooks = new OfficialWebhooks({ secret: SECRET });
  return async (req, res) => {
    res.set('cache-control', 'no-store');
    try {
      await webhooks.handleEvent(webhooks.constructEvent(req.body, req.get('x-vortex-signature') ?? ''), {
        on: { 'invitation.accepted': handle },
      });
      res.json({ received: true });
    } catch {
      res.status(401).json({ error: 'Invalid signature' });
    }
  };
}

function tokenByHand(sign: typeof tokenFor): RequestHandler {
  return async (req, res) => {
    res.set('cache-control', 'no-store');
    if (isForeign(req.get('origin'), req.get('host'))) {
      res.status(403).json({ error: 'Another origin' });
      return;
    }
    const user = await signedIn();
    if (!user) {
      res.status(401).json({ error: 'Sign in' });
      return;
    }
    // Of another type than JSON there is no body.
    const { context } = (req.body ?? {}) as TokenBody;
    if (!req.is('json')) res.status(415).json({ error: 'Not JSON' });
    else if (context?.scope !== undefined) res.status(403).json({ error: 'No member' });
    else res.json({ token: sign(user, context) });
  };
}

function officialToken(): typeof tokenFor {
  const official = new OfficialVortex(API_KEY);
  return (user, context) =>
    official.generateToken({ user, component: context?.componentId ?? '' }, { expiresIn: '1h' });
}

export const servers: Servers = { ...serversOf(5, express5), ...serversOf(4, express4 as Express) };
