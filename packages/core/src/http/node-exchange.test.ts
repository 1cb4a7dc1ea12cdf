import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type BodySource, errorReply, nodeBody, nodeInput, nodeReply, nodeSignal } from '../adapter.ts';

const REPLY = { status: 200, headers: { 'content-type': 'application/json' }, body: { received: true } };

async function read(source: BodySource, limit: number): Promise<Uint8Array | string> {
  if (typeof source !== 'function') throw new TypeError('expected a reader');
  return source(limit);
}

/** A server on a free port, ended with the test. */
async function serve(listener: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** Sends one POST and reads its answer to the end. */
async function post(
  port: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; connection: string; text: string }> {
  const outgoing = request({ port, host: '127.0.0.1', method: 'POST', headers });
  outgoing.on('error', () => {});
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, connection: response.headers.connection ?? '', text };
}

test.each([
  ['as servers are asked', '/api/vortex/jwt?a=/b?c', '/api/vortex/jwt', 'a=/b?c'],
  ['as proxies are asked, in absolute form', 'http://app.test/api/vortex/jwt?a=1', '/api/vortex/jwt', 'a=1'],
])('nodeInput has path and query of a request %s', async (_how, target, pathname, query) => {
  const seen: object[] = [];
  const port = await serve((req, res) => {
    const input = nodeInput(req, res, { request: req, fix: 'x' });
    seen.push({ pathname: input.pathname, query: input.query });
    nodeReply(res, REPLY);
  });
  const outgoing = request({ port, host: '127.0.0.1', path: target }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  expect(seen).toEqual([{ pathname, query }]);
});

test('nodeInput has the host that the framework knows, and all other headers as they came', async () => {
  const seen: unknown[] = [];
  const port = await serve((req, res) => {
    const { header } = nodeInput(req, res, { request: req, fix: 'x', host: () => 'www.acme.test' });
    seen.push(header('host'), header('x-request-id'), header('origin'));
    nodeReply(res, REPLY);
  });
  await post(port, '{}', { 'x-request-id': 'r-1' });
  expect(seen).toEqual(['www.acme.test', 'r-1', undefined]);
});

test('nodeReply leaves a response alone that something else has answered', async () => {
  let failure: unknown;
  const port = await serve((_req, res) => {
    res.writeHead(504).end('too late');
    try {
      nodeReply(res, REPLY);
    } catch (error) {
      failure = error;
    }
  });
  expect(await post(port, '')).toMatchObject({ status: 504, text: 'too late' });
  expect(failure).toBeUndefined();
});

test.each([
  [413, 'body_too_large', 'close'],
  [408, 'body_timeout', 'close'],
  [400, 'invalid_event', 'keep-alive'],
] as const)('nodeReply of %i ends the connection where the body is not read: %s', async (status, code, connection) => {
  const port = await serve((_req, res) => nodeReply(res, errorReply(status, code, 'refused')));
  expect(await post(port, '{}')).toMatchObject({ status, connection });
});

test('nodeReply does not wait for a long body that was refused before it was read, of declared length or not', async () => {
  const port = await serve((_req, res) => nodeReply(res, errorReply(401, 'signature_missing', 'refused')));
  const head = 'POST / HTTP/1.1\r\nHost: x\r\n';
  for (const length of ['Content-Length: 65537', 'Transfer-Encoding: chunked']) {
    expect(await firstBytes(port, `${head}${length}\r\n\r\n`)).toMatch(/connection: close/i);
  }
  expect(await firstBytes(port, `${head}Content-Length: 65536\r\n\r\n`)).toMatch(/connection: keep-alive/i);
});

test('the signal of a request is aborted when its client goes away, and not once it is answered', async () => {
  const signals: AbortSignal[] = [];
  const port = await serve((req, res) => {
    signals.push(nodeSignal(res));
    if (req.headers['content-length'] === '1') nodeReply(res, REPLY);
  });
  await post(port, 'x');
  const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
  await expect.poll(() => signals.length).toBe(2);
  socket.destroy();
  await expect.poll(() => signals[1]?.aborted).toBe(true);
  expect(signals[0]?.aborted).toBe(false);
});

test('the signal is aborted from the start where the client has gone before anybody asked', async () => {
  const aborted = new Promise<boolean>((resolve) => {
    void serve((_req, res) => {
      res.once('close', () => resolve(nodeSignal(res).aborted));
    }).then((port) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
      setTimeout(() => socket.destroy(), 50);
    });
  });
  expect(await aborted).toBe(true);
});

test('nodeBody stops reading at the limit, and takes the kept bytes before what a parser made of them', async () => {
  const states: unknown[] = [];
  const port = await serve(async (req, res) => {
    states.push(await read(nodeBody(req), 10).catch((error: Error) => error.name));
    states.push(req.isPaused());
    nodeReply(res, errorReply(413, 'body_too_large', 'refused'));
  });
  await post(port, 'x'.repeat(100), { 'transfer-encoding': 'chunked' });
  expect(states).toEqual(['BodyTooLarge', true]);
  const kept = Object.assign(Object.create(null), { headers: {}, readable: false, rawBody: 'raw', body: 'parsed' });
  expect(Buffer.from(await read(nodeBody(kept), 10)).toString()).toBe('raw');
});

test('nodeBody does not take the rest of a stream for the whole of it', async () => {
  const port = await serve(async (req, res) => {
    await once(req, 'readable');
    req.read(3);
    const failure = await read(nodeBody(req), 100).catch((error: Error) => error);
    res.end(String((failure as Error).name));
  });
  expect((await post(port, 'abcdef')).text).toBe('RawBodyUnavailable');
});

/** What a server answers to the beginning of a request. */
async function firstBytes(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(head));
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return bytes.toString();
}
