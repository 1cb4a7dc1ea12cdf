import { getRequestListener } from '@hono/node-server';
import { conformance, listen } from '@vortex/conformance';
import { type Context, Hono } from 'hono';
import { vortexRoutes, vortexWebhook } from './index.ts';

conformance<Context>({
  name: 'hono on node',
  header: (c, name) => c.req.header(name),
  start({ webhook, routes }) {
    const app = new Hono().all('/webhooks/vortex', vortexWebhook(webhook)).route('/api/vortex', vortexRoutes(routes));
    return listen(getRequestListener(app.fetch));
  },
});
