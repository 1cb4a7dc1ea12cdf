/**
 * The app under test in a process of its own, on Bun or Deno: settings come as the argument, what is noted goes to
 * standard output, one JSON line each.
 */

import type { Settings } from '@vortex/conformance';
import { specimen } from '@vortex/conformance/specimen';
import { vortexRoutes, vortexWebhook } from '@vortex/core/fetch';

interface Runtime {
  readonly process: { readonly argv: readonly string[] };
  readonly Bun?: { serve(options: object): { readonly port: number } };
  readonly Deno?: { serve(options: object, handler: (request: Request) => Promise<Response> | Response): unknown };
}

const { process, Bun, Deno } = globalThis as object as Runtime;
const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const app = specimen<Request>(
  settings,
  (request, name) => request.headers.get(name),
  (entry) => say({ entry }),
);
const onWebhook = vortexWebhook(app.webhook);
const onRoutes = vortexRoutes(app.routes);

const hostname = '127.0.0.1';
if (Bun) say({ port: Bun.serve({ port: 0, hostname, fetch: answer }).port });
else Deno?.serve({ port: 0, hostname, onListen: ({ port }: { port: number }) => say({ port }) }, answer);

function answer(request: Request): Promise<Response> | Response {
  const { pathname, search } = new URL(request.url);
  if (pathname === '/webhooks/vortex') return onWebhook(request);
  if (pathname !== '/flush') return onRoutes(request);
  say({ flushed: search });
  return new Response();
}

function say(line: object): void {
  console.log(JSON.stringify(line));
}
