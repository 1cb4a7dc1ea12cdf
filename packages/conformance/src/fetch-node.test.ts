import { getRequestListener } from '@hono/node-server';
import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';
import { conformance, listen } from './index.ts';

conformance<Request>({
  name: 'fetch on node',
  header: (request, name) => request.headers.get(name),
  start({ webhook, routes }) {
    const onWebhook = vortexWebhook(webhook);
    const onRoutes = vortexRoutes(routes);
    return listen(
      getRequestListener((request) =>
        new URL(request.url).pathname === '/webhooks/vortex' ? onWebhook(request) : onRoutes(request),
      ),
    );
  },
});
