import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { portProblem } from '@vortex/example-web';

const HOST = '127.0.0.1';

/** A server that listens before the app behind it exists, because the emulator must be told the app's address. */
export interface EarlyServer {
  readonly url: string;
  /** Hands all requests to the app from now on. */
  serve(app: RequestListener): void;
  close(): Promise<void>;
}

/** @throws {Problem} when the port is not available. */
export async function listen(port: number, option: string): Promise<EarlyServer> {
  let listener: RequestListener = (_req, res) => {
    res.writeHead(503, { 'Retry-After': '1' }).end('Starting.');
  };
  const server = createServer((req, res) => listener(req, res));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  }).catch((error: unknown) => {
    throw portProblem(error, port, option) ?? error;
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    serve: (app) => {
      listener = app;
    },
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
