import { createHmac, timingSafeEqual } from 'node:crypto';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/express';
import express, { type Express } from 'express';
import type { Contest } from '../frame/contest.ts';
import { SECRET } from '../frame/load.ts';
import type { Servers } from '../frame/server.ts';
import { API_KEY, adapterCases, handle, USER } from '../vortex-app.ts';

export default {
  title: 'Express',
  about:
    'Our handlers on Express 5 beside routes that a careful person writes by hand, each server in a process of its own.',
  peers: ['express'],
  seconds: 40,
  cases: (tools) =>
    adapterCases(tools, import.meta.url, {
      webhook: { '@vortex/express': 'ourWebhook', 'by hand': 'webhookByHand' },
      token: { '@vortex/express': 'ourToken', 'by hand': 'tokenByHand' },
      targets: { 'by hand': { atLeast: 1.15 } },
    }),
} satisfies Contest;

function ourWebhook(): Express {
  const app = express();
  app.post('/webhooks/vortex', vortexWebhook({ secret: SECRET, onEvent: handle }));
  return app;
}

function webhookByHand(): Express {
  const app = express();
  app.post('/webhooks/vortex', express.raw({ type: '*/*', limit: '1mb' }), async (req, res) => {
    const body = req.body as Buffer;
    const expected = createHmac('sha256', SECRET).update(body).digest();
    const given = Buffer.from(req.get('x-vortex-signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      res.status(401).json({ error: 'Invalid signature' });
      return;
    }
    await handle(JSON.parse(body.toString('utf8')));
    res.json({ received: true });
  });
  return app;
}

function ourToken(): Express {
  const app = express();
  app.use('/api/vortex', vortexRoutes({ authenticate: () => USER, vortex: new Vortex(API_KEY) }));
  return app;
}

function tokenByHand(): Express {
  const app = express();
  const vortex = new Vortex(API_KEY);
  app.post('/api/vortex/token', express.json(), (_req, res) => {
    res.json({ token: vortex.generateToken({ user: USER }, { expiresIn: '1h' }) });
  });
  return app;
}

export const servers: Servers = { ourWebhook, webhookByHand, ourToken, tokenByHand };
