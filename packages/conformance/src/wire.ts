import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

/** A request as it goes over the wire: nothing is normalised. */
export interface Call {
  readonly method?: string;
  /** As it is, with its percent signs. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  /** Send the body in chunks, without a `Content-Length`. */
  readonly chunked?: boolean;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; throws for anything else. */
  readonly json: Record<string, unknown>;
}

/** Sends one request on a connection of its own. */
export function send(url: string, call: Call): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const headers: OutgoingHttpHeaders = { ...call.headers };
  if (call.body !== undefined && !call.chunked) headers['content-length'] = String(Buffer.byteLength(call.body));
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      hostname,
      port,
      path: call.path,
      method: call.method ?? 'GET',
      headers,
      agent: false,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          get json() {
            return JSON.parse(text) as Record<string, unknown>;
          },
        });
      });
    });
    if (call.chunked && call.body !== undefined) {
      // Two writes, so that the body arrives in more than one chunk.
      const bytes = Buffer.from(call.body);
      outgoing.write(bytes.subarray(0, 1));
      outgoing.end(bytes.subarray(1));
    } else {
      outgoing.end(call.body);
    }
  });
}

/** A POST of JSON. */
export function post(path: string, body: unknown, headers: Call['headers'] = {}): Call {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** What came back on a bare socket, and how the exchange ended. */
export interface RawAnswer {
  readonly text: string;
  readonly ended: 'by the server' | 'by us';
}

/**
 * Writes bytes on a bare socket and collects what comes back, until the server closes, or `until` fits, or so many
 * milliseconds have passed.
 */
export function rawExchange(
  url: string,
  parts: readonly string[],
  until?: RegExp,
  patience = 1000,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const finish = (ended: RawAnswer['ended']): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, ended });
    };
    const timer = setTimeout(() => finish('by us'), patience);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (until?.test(text)) finish('by us');
    });
    socket.on('close', () => finish('by the server'));
    // A server that has answered may reset the connection on what we still send.
    socket.on('error', () => {});
    for (const part of parts) socket.write(part);
  });
}

/** Sends the beginning of a request and goes away. */
export async function abandon(url: string, start: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => socket.write(start, () => resolve()));
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
}
