import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What is answered in the place of the app: a status with its header lines. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A proxy before an app that counts the requests for a token, and answers in the app's place when told to. */
export interface Counted {
  readonly url: string;
  /** How many requests for a token have come. */
  readonly tokens: () => number;
  /** Answers each request for a token like this; `undefined` leaves them to the app again. */
  answer: Answer | undefined;
  close(): Promise<void>;
}

export async function counted(appUrl: string): Promise<Counted> {
  const { hostname, port } = new URL(appUrl);
  let tokens = 0;
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'POST' && /^\/api\/vortex\/(token|jwt)$/.test(incoming.url ?? '')) {
      tokens++;
      if (it.answer) return refuse(outgoing, it.answer);
    }
    return pass(incoming, outgoing, { hostname, port });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const it: Counted = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    tokens: () => tokens,
    answer: undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return it;
}

function refuse(outgoing: ServerResponse, { status, headers }: Answer): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end('{"error":"Not now.","code":"forbidden"}');
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, to: { hostname: string; port: string }): void {
  const { method, url, headers } = incoming;
  const onward = request({ ...to, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  // Either end may go away, as a page with a stream does.
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
