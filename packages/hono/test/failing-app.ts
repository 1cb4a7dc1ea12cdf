import { getRequestListener } from '@hono/node-server';
import { failingApp } from '@vortex/conformance/failing-app';
import { listen } from '@vortex/conformance/listen';
import { type Context, Hono } from 'hono';
import { vortexRoutes, vortexWebhook } from '../src/index.ts';

await failingApp<Context>(
  (c, name) => c.req.header(name),
  ({ webhook, routes }) => {
    const app = new Hono().all('/webhooks/vortex', vortexWebhook(webhook)).route('/api/vortex', vortexRoutes(routes));
    return listen(getRequestListener(app.fetch));
  },
);
