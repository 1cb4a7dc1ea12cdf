import { createHmac, timingSafeEqual } from 'node:crypto';
import { Vortex, vortexRoutes, vortexWebhook } from '@vortex/express';
import express, { type Express } from 'express';
import type { Benchmark } from './measure.ts';
import { compareServers, SECRET, withLoad } from './over-sockets.ts';

const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';
const USER = { id: 'user-1', email: 'ada@example.com' };

/** Our Express handlers beside routes that a careful person writes by hand. */
export async function expressBenchmark(): Promise<Benchmark> {
  return withLoad(async (load) => ({
    title: `Express 5 over real sockets, Node ${process.versions.node}`,
    rows: [
      ...(await compareServers('webhook route', 'webhook', ourWebhook(), handWrittenWebhook(), load, 0.95)),
      ...(await compareServers('token route', 'token', ourToken(), handWrittenToken(), load, 0.9)),
    ],
  }));
}

function ourWebhook(): Express {
  const app = express();
  app.post('/webhooks/vortex', vortexWebhook({ secret: SECRET, onEvent: handle }));
  return app;
}

function handWrittenWebhook(): Express {
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

function handWrittenToken(): Express {
  const app = express();
  const vortex = new Vortex(API_KEY);
  app.post('/api/vortex/token', express.json(), (_req, res) => {
    res.json({ token: vortex.generateToken({ user: USER }, { expiresIn: '1h' }) });
  });
  return app;
}

async function handle(_event: unknown): Promise<void> {}
