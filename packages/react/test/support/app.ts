import { once } from 'node:events';
import { createServer } from 'node:http';
import { Vortex, type VortexRoutesOptions, type VortexUser } from '@vortex/core';
import { vortexRoutes } from '@vortex/core/fetch';
import { createEmulator, type Emulator } from '@vortex/emulator';

export const ADA: VortexUser = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Žofie ÿ>?',
  scopes: [{ type: 'team', id: '42', admin: true }],
};

/** An answer in the place of the routes', or `undefined`. */
export type Interruption = () => Response | undefined | Promise<Response | undefined>;

/** A small app: one page with one script, Vortex routes with the emulator behind them, and a session to switch off. */
export interface App {
  readonly url: string;
  readonly emulator: Emulator;
  readonly vortex: Vortex;
  /** `POST /token {"context":...}` for each request to the routes, in their order. */
  readonly seen: string[];
  /** Answers the next requests, one each. */
  readonly interruptions: Interruption[];
  /** Who is signed in. */
  user: VortexUser | null;
  /** The page's script, and what its body holds. */
  script: string;
  html: string;
  close(): Promise<void>;
}

export async function startApp(options: Partial<VortexRoutesOptions<Request>> = {}): Promise<App> {
  const emulator = await createEmulator();
  const vortex = new Vortex({ apiKey: emulator.apiKey, baseUrl: emulator.url });
  const routes = vortexRoutes({ vortex, logger: false, authenticate: () => app.user, ...options });
  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const type = { 'content-type': 'text/html; charset=utf-8' };
    if (url === '/page.js') return outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end(app.script);
    if (!url.startsWith('/api/vortex')) return outgoing.writeHead(200, type).end(documentOf(app.html));
    const body = Buffer.concat(await incoming.toArray()).toString();
    app.seen.push(`${method} ${url.replace('/api/vortex', '')}${body && ` ${body}`}`);
    const request = new Request(`http://${headers.host}${url}`, {
      method,
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(body && { body }),
    });
    const response = (await app.interruptions.shift()?.()) ?? (await routes(request));
    return outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const app: App = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    emulator,
    vortex,
    seen: [],
    interruptions: [],
    user: ADA,
    script: '',
    html: '',
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await emulator.close();
    },
  };
  return app;
}

function documentOf(html: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>App</title>
<style>body { background: #fff } @media (prefers-color-scheme: dark) { body { background: #121317; color: #fff } }</style><link rel="icon" href="data:,">
<main><h1>App</h1><div id="root">${html}</div></main><script type="module" src="/page.js"></script></html>`;
}
