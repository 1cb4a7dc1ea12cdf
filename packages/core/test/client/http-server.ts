import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as it came over the socket. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** `performance.now()` at its arrival. */
  readonly at: number;
}

export interface TestServer {
  readonly url: string;
  readonly requests: LoggedRequest[];
  /** Sockets open at this moment. */
  connections(): Promise<number>;
}

export type Answer = (request: LoggedRequest, response: ServerResponse, count: number) => void;

/** A real HTTP server on loopback, ended with the test. It logs what was asked for and answers as told. */
export async function httpServer(answer: Answer): Promise<TestServer> {
  const requests: LoggedRequest[] = [];
  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, response) => {
    const at = performance.now();
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, target: url, headers, body: Buffer.concat(chunks).toString(), at };
      requests.push(request);
      answer(request, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, connections };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
