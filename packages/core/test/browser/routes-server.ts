import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { vortexRoutes } from '../../src/fetch.ts';
import { Vortex, type VortexRoutesOptions } from '../../src/index.ts';

export const API_KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** What the app does instead of answering by its routes, once. */
export type Interruption = (request: Request) => Response | undefined | Promise<Response | undefined>;

/** An app with Vortex routes on a port of this machine, and a Cloud behind it that has one invitation. */
export interface RoutesServer {
  readonly basePath: string;
  /** `POST /token {"context":...}` for each request that has come, in their order. */
  readonly seen: string[];
  /** The header lines of the last request. */
  readonly lastHeaders: () => Headers;
  /** Answers the next requests, one each. */
  readonly interruptions: Interruption[];
  close(): Promise<void>;
}

export async function startRoutes(options: Partial<VortexRoutesOptions<Request>> = {}): Promise<RoutesServer> {
  const cloud = await listen(async (request) => cloudAnswer(request));
  const vortex = new Vortex({ apiKey: API_KEY, baseUrl: cloud.url, maxRetries: 0 });
  const user = { id: 'ada', email: 'ada@example.com', scopes: [{ type: 'team', id: '42', admin: true }] };
  const routes = vortexRoutes({ vortex, logger: false, authenticate: () => user, ...options });
  const seen: string[] = [];
  const interruptions: Interruption[] = [];
  let headers = new Headers();
  const app = await listen(async (request) => {
    headers = request.headers;
    const { pathname, search } = new URL(request.url);
    const body = await request.clone().text();
    seen.push(`${request.method} ${pathname.replace('/api/vortex', '')}${search}${body && ` ${body}`}`);
    return (await interruptions.shift()?.(request)) ?? routes(request);
  });
  return {
    basePath: `${app.url}/api/vortex`,
    seen,
    lastHeaders: () => headers,
    interruptions,
    close: async () => {
      await Promise.all([app.close(), cloud.close()]);
    },
  };
}

const INVITATION = {
  id: 'inv-1',
  status: 'delivered',
  foreignCreatorId: 'ada',
  target: [{ type: 'email', value: 'ada@example.com' }],
  groups: [{ type: 'team', groupId: '42', name: 'Lighthouse' }],
  createdAt: '2026-01-01T00:00:00Z',
};

function cloudAnswer({ url, method }: Request): Response {
  const path = new URL(url).pathname.replace('/api/v1/invitations', '');
  if (method === 'DELETE') return Response.json({});
  if (path.endsWith('/autojoin'))
    return Response.json({ autojoinDomains: [{ id: 'd', domain: 'x.test' }], invitation: null });
  if (path === '/sync-internal-invitation') return Response.json({ processed: 1, invitationIds: ['inv-1'] });
  if (path === '/inv-1' || path === '/inv-1/reinvite') return Response.json(INVITATION);
  if (path === '' || path === '/accept' || path.startsWith('/by-scope/')) {
    return Response.json({ invitations: [INVITATION] });
  }
  return Response.json({ message: 'Not found' }, { status: 404 });
}

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

async function listen(answer: (request: Request) => Promise<Response>): Promise<Listening> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const response = await answer(requestOf(incoming));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    } catch {
      // The answer was to be none.
      incoming.socket.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function requestOf(incoming: IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const withBody = method === 'POST' && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' };
  return new Request(`http://${headers.host}${url}`, { method, headers: given, ...withBody } as RequestInit);
}
