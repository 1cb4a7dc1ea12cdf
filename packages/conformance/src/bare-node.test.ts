import type { IncomingMessage } from 'node:http';
import {
  type HandlerInput,
  handleRoute,
  nodeBody,
  nodeHeader,
  nodeSend,
  receiveWebhook,
  stripBasePath,
} from '@vortex/core/adapter';
import { conformance, listen } from './index.ts';

// The adapter of docs/writing-an-adapter.md: what stands there as enough is enough.

function toInput(req: IncomingMessage, path: string): HandlerInput<IncomingMessage> {
  const [, query = ''] = (req.url ?? '').split(/\?(.*)/s);
  return {
    method: req.method ?? 'GET',
    path,
    query,
    header: (name) => nodeHeader(req, name),
    body: nodeBody(req, 'Give the request to Vortex before anything reads it.'),
    request: req,
  };
}

conformance<IncomingMessage>({
  name: 'node:http, by hand',
  header: (req, name) => [req.headers[name] ?? []].flat()[0],
  start: ({ webhook, routes }) =>
    listen(async (req, res) => {
      const pathname = (req.url ?? '/').split('?')[0] ?? '/';
      const path = stripBasePath(pathname, routes.basePath);
      if (pathname === '/webhooks/vortex') nodeSend(res, await receiveWebhook(toInput(req, '/'), webhook));
      else if (path !== undefined) nodeSend(res, await handleRoute(toInput(req, path), routes));
      else res.writeHead(404).end();
    }),
});
