import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request, SECRET, signatureOf } from '../../test/webhooks/input.ts';
import { TRICKY } from '../../test/webhooks/tricky-bodies.ts';
import { nodeBody, receiveWebhook, type VortexWebhookOptions } from '../adapter.ts';
import { vortexWebhook } from '../fetch.ts';
import type { VortexEvent } from '../index.ts';

const seen: VortexEvent[] = [];
const options: VortexWebhookOptions = {
  secret: SECRET,
  replayStore: false,
  onEvent: (event) => void seen.push(event),
};

/** A Node server with nothing between the socket and the handler. */
const server: Server = createServer(async (req, res) => {
  const header = (name: string): string | undefined => req.headers[name]?.toString();
  const input = { method: req.method ?? '', pathname: '/', query: '', header, body: nodeBody(req), request: req };
  const reply = await receiveWebhook(input, options);
  res.writeHead(reply.status, reply.headers).end(JSON.stringify(reply.body));
});

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => void server.close(resolve)));

/** Sends a body in pieces of so many bytes, each written by itself. */
function post(body: Uint8Array, piece: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = { 'x-vortex-signature': signatureOf(body), 'content-type': 'application/json' };
    const req = httpRequest({ host: '127.0.0.1', port, method: 'POST', headers }, (res) => {
      res.resume().on('end', () => resolve(res.statusCode ?? 0));
    });
    req.on('error', reject).setNoDelay(true);
    const next = (from: number): void => {
      if (from >= body.length) req.end();
      else req.write(body.subarray(from, from + piece), () => setImmediate(next, from + piece));
    };
    next(0);
  });
}

/** The same as a stream of pieces, on the Fetch path. */
async function fetched(body: Uint8Array, piece: number): Promise<number> {
  let from = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (from >= body.length) controller.close();
      else controller.enqueue(body.slice(from, from + piece));
      from += piece;
    },
  });
  const headers = { 'x-vortex-signature': signatureOf(body) };
  const init = { method: 'POST', headers, body: stream, duplex: 'half' } as const;
  return (await vortexWebhook(options)(new Request('http://127.0.0.1/', init))).status;
}

describe.each(Object.entries(TRICKY))('%s', (_, text) => {
  const body = new TextEncoder().encode(text);
  const expected = JSON.parse(text.replace(/^\ufeff/, ''));

  test.each([1, 3, 1_000])('arrives whole over a socket and over Fetch in pieces of %d bytes', async (piece) => {
    seen.length = 0;
    expect(await post(body, piece)).toBe(200);
    expect(await fetched(body, piece)).toBe(200);
    expect(seen).toEqual([expected, expected]);
  });

  test('arrives whole as text and as bytes', async () => {
    seen.length = 0;
    for (const form of [text, body, body.slice().buffer]) {
      const headers = { 'x-vortex-signature': signatureOf(body) };
      expect(await receiveWebhook(request({ body: form, headers }), options)).toMatchObject({ status: 200 });
    }
    expect(seen).toEqual([expected, expected, expected]);
  });
});

test('whatever arrives, the answer is one of the table’s and nothing is thrown', async () => {
  const header = fc.oneof(
    fc.string(),
    fc.constant('identity'),
    fc.stringMatching(/^[0-9a-f]{64}$/),
    fc.constant(undefined),
  );
  const body = fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 200 }), fc.anything());
  const statuses = [200, 400, 401, 405, 413, 415, 500];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('POST', 'POST', 'POST', 'GET', ''),
      fc.dictionary(fc.constantFrom('x-vortex-signature', 'content-encoding', 'content-length'), header),
      body,
      fc.boolean(),
      async (method, headers, anything, signed) => {
        const own = signed && (typeof anything === 'string' || anything instanceof Uint8Array);
        const all: Record<string, string | undefined> = own ? { 'x-vortex-signature': signatureOf(anything) } : headers;
        const input = { ...request(), method, header: (name: string) => all[name], body: anything as string };
        const reply = await receiveWebhook(input, options);
        expect(statuses).toContain(reply.status);
        if (reply.status !== 200) expect(reply.body).toEqual({ error: expect.any(String), code: expect.any(String) });
        if (!own) expect(reply.status).not.toBe(200);
      },
    ),
    { numRuns: 500 },
  );
});
