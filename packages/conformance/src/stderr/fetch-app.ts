import { getRequestListener } from '@hono/node-server';
import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { failingApp } from '../failing-app.ts';
import { listen } from '../listen.ts';

await failingApp<Request>(
  (request, name) => request.headers.get(name),
  ({ webhook, routes }) => {
    const onWebhook = vortexWebhook(webhook);
    const onRoutes = vortexRoutes(routes);
    return listen(
      getRequestListener((request) =>
        new URL(request.url).pathname === '/webhooks/vortex' ? onWebhook(request) : onRoutes(request),
      ),
    );
  },
);
