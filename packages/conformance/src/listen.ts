import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from './subject.ts';

/**
 * Serves a `node:http` listener (an Express app is one) on a free port of 127.0.0.1.
 *
 * @param listener - Answers the requests.
 * @example
 * const { url, close } = await listen((req, res) => res.end(req.url));
 */
export async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
