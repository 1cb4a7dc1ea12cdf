import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook request as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An app that takes webhooks: notes them, and answers as it is told. */
export interface Receiver {
  readonly url: string;
  readonly requests: Received[];
  /** What to answer next; 200 when the list is empty, and no answer at all for 0. */
  readonly statuses: number[];
  close(): Promise<void>;
}

export async function receiver(onPort = 0): Promise<Receiver> {
  const requests: Received[] = [];
  const statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({ headers: request.headers, body: Buffer.concat(chunks) });
    const status = statuses.shift() ?? 200;
    if (status !== 0) response.writeHead(status, { location: '/elsewhere' }).end(`answer ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/vortex`,
    requests,
    statuses,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
