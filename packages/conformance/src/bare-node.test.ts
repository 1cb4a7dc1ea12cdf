import type { IncomingMessage } from 'node:http';
import { handleRoute, nodeInput, nodeReply, receiveWebhook, stripBasePath } from '@vortex/core/adapter';
import { conformance, listen } from './index.ts';

// The adapter of docs/writing-an-adapter.md: what stands there as enough is enough.
const fix = 'Give the request to Vortex before anything reads it.';

conformance<IncomingMessage>({
  name: 'node:http, by hand',
  header: (req, name) => [req.headers[name] ?? []].flat()[0],
  start: ({ webhook, routes }) =>
    listen(async (req, res) => {
      const pathname = (req.url ?? '/').split('?')[0] ?? '/';
      const path = stripBasePath(pathname, routes.basePath);
      const input = nodeInput(req, res, { request: req, path, fix });
      if (pathname === '/webhooks/vortex') nodeReply(res, await receiveWebhook(input, webhook));
      else if (path !== undefined) nodeReply(res, await handleRoute(input, routes));
      else res.writeHead(404).end();
    }),
});
