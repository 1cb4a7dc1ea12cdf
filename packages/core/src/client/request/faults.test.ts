import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpServer, json } from '../../../test/client/http-server.ts';
import { clientFor, KEY, SECRET, wireInvitation } from '../../../test/client/invitations.ts';
import {
  VortexAbortError,
  VortexApiError,
  VortexAuthenticationError,
  VortexConflictError,
  VortexConnectionError,
  VortexNotFoundError,
  VortexPermissionError,
  VortexRateLimitError,
  VortexServerError,
  VortexTimeoutError,
  VortexValidationError,
} from '../../index.ts';

const WIRE = wireInvitation('inv-1');
const ONCE = { maxRetries: 0 };
const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);

beforeAll(() => process.on('unhandledRejection', note));
afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

/** The error a call ends with, seen to hold no part of the key however it is printed. */
async function failure(call: Promise<unknown>): Promise<VortexApiError> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof VortexApiError)) throw error;
  const printed = `${inspect(error, { showHidden: true, depth: 20 })}${JSON.stringify(error)}${error.stack}`;
  expect(printed).not.toContain(SECRET);
  return error;
}

/** An address on loopback where nothing listens. */
async function deadAddress(): Promise<{ url: string }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}` };
}

describe('the connection', () => {
  test('that is refused is tried again, for a POST too, since nothing can have been done', async () => {
    const vortex = clientFor(await deadAddress(), { maxRetries: 1 });
    for (const call of [() => vortex.getInvitation('inv-1'), () => vortex.reinvite('inv-1')]) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(VortexConnectionError);
      expect(error).toMatchObject({ code: 'connection_failed', status: undefined, attempts: 2 });
      expect(error.message).toMatch(/ECONNREFUSED.*Is the emulator running \(npx @vortex\/emulator dev\)\?/s);
    }
  });

  test('to a name that does not resolve is tried again', async () => {
    const vortex = clientFor({ url: 'http://nowhere.invalid' }, { maxRetries: 1 });
    const error = await failure(vortex.reinvite('inv-1'));
    expect(error).toMatchObject({ code: 'connection_failed', attempts: 2 });
    expect(error.message).toMatch(/Check baseUrl, DNS/);
  });

  test('that breaks in the middle of a body is tried again for a GET and never for a POST', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"id":"inv-1"', () => setTimeout(() => response.destroy(), 20));
    });
    const vortex = clientFor(server, { maxRetries: 1 });
    expect(await failure(vortex.getInvitation('inv-1'))).toMatchObject({ code: 'connection_failed', attempts: 2 });
    expect(server.requests).toHaveLength(2);
    expect(await failure(vortex.reinvite('inv-1'))).toMatchObject({ code: 'connection_failed', attempts: 1 });
    expect(server.requests).toHaveLength(3);
  });

  test('that is reset before an answer does not repeat a POST', async () => {
    const server = await httpServer((_, response) => response.destroy());
    const vortex = clientFor(server);
    expect(await failure(vortex.reinvite('inv-1'))).toMatchObject({ code: 'connection_failed', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test('that a proxy resets (RST) after it was sent repeats no POST: it may have been executed', async () => {
    const server = await httpServer((_, response) => response.socket?.resetAndDestroy());
    const vortex = clientFor(server, { maxRetries: 1 });
    const error = await failure(vortex.reinvite('inv-1'));
    expect(error).toMatchObject({ code: 'connection_failed', attempts: 1 });
    expect(error.message).toContain('ECONNRESET');
    expect(server.requests).toHaveLength(1);
    expect(await failure(vortex.getInvitation('inv-1'))).toMatchObject({ code: 'connection_failed', attempts: 2 });
  });
});

describe('an answer that does not come', () => {
  test.each([
    ['its headers', false],
    ['the rest of its body', true],
  ])('in time, %s missing, ends with the timeout', async (_, begun) => {
    const server = await httpServer((_request, response) => {
      if (begun) response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":');
    });
    const startedAt = performance.now();
    const error = await failure(clientFor(server, { timeout: 150 }).getInvitation('inv-1'));
    const took = performance.now() - startedAt;
    expect(error).toBeInstanceOf(VortexTimeoutError);
    expect(error).toMatchObject({ code: 'timeout', attempts: 1, status: undefined });
    expect(took).toBeGreaterThan(140);
    expect(took).toBeLessThan(1000);
    await expect.poll(() => server.connections(), { timeout: 2000 }).toBe(0);
  });

  test('in time ends with the timeout although the fetch given ignores signals', async () => {
    const vortex = clientFor({ url: 'http://127.0.0.1:9' }, { timeout: 50, fetch: () => new Promise(() => {}) });
    expect(await failure(vortex.getInvitation('inv-1'))).toBeInstanceOf(VortexTimeoutError);
  });

  test('is not waited for once the caller has lost interest, in an attempt or between two', async () => {
    const server = await httpServer(({ target }, response) => {
      if (target.endsWith('/failing')) response.writeHead(500).end();
    });
    const vortex = clientFor(server);
    for (const id of ['silent', 'failing']) {
      const reason = new Error('the user left');
      const controller = new AbortController();
      const call = failure(vortex.getInvitation(id, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 60);
      const startedAt = performance.now();
      const error = await call;
      expect(error).toBeInstanceOf(VortexAbortError);
      expect(error).toMatchObject({ code: 'aborted', attempts: 1 });
      expect(error.cause).toBe(reason);
      expect(performance.now() - startedAt).toBeLessThan(400);
    }
    const error = await failure(vortex.getInvitation('never', { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'aborted', attempts: 0 });
    expect(server.requests.map(({ target }) => target)).not.toContain('/api/v1/invitations/never');
  });
});

describe('an answer that is not the promised JSON', () => {
  test.each([
    ['truncated JSON', { 'content-type': 'application/json' }, '{"id":"inv-1","sta'],
    ['a web page', { 'content-type': 'text/html' }, '<!doctype html><title>Sign in</title>'],
    ['an empty body', { 'content-type': 'application/json' }, ''],
    ['a blank body', {}, '  \n'],
    ['other JSON', { 'content-type': 'application/json' }, '{"ok":true}'],
    ['a list', { 'content-type': 'application/json' }, '[]'],
    ['null', { 'content-type': 'application/json' }, 'null'],
  ])('%s is an error and not an empty object', async (_, headers, body) => {
    const server = await httpServer((_request, response) =>
      response.writeHead(200, { 'x-request-id': 'req-9', ...headers }).end(body),
    );
    const error = await failure(clientFor(server).getInvitation('inv-1'));
    expect(error).toMatchObject({ code: 'invalid_response', status: 200, requestId: 'req-9', attempts: 1 });
    expect(error.message).toMatch(/GET \/api\/v1\/invitations\/inv-1 .*baseUrl/s);
    expect(server.requests).toHaveLength(1);
  });

  test('a list without its list is an error and not a crash', async () => {
    const server = await httpServer((_, response) => json(response, 200, {}));
    const vortex = clientFor(server);
    for (const call of [
      () => vortex.getInvitationsByTarget('email', 'a@example.com'),
      () => vortex.getInvitationsByScope('team', '1'),
      () => vortex.acceptInvitations(['inv-1'], { email: 'a@example.com' }),
      () => vortex.getAutojoinDomains('team', '1'),
      () =>
        vortex.createInvitation({
          widgetConfigurationId: 'c',
          target: { type: 'internal', value: 'u' },
          inviter: { userId: 'v' },
        }),
    ]) {
      expect(await failure(call())).toMatchObject({ code: 'invalid_response' });
    }
  });

  test('a good answer under another content type, or compressed, is still a good answer', async () => {
    const server = await httpServer((_request, response, count) => {
      if (count === 1) response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(WIRE));
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(WIRE)));
    });
    const vortex = clientFor(server);
    expect(await vortex.getInvitation('inv-1')).toMatchObject({ id: 'inv-1' });
    expect(await vortex.getInvitation('inv-1')).toMatchObject({ id: 'inv-1' });
  });

  test.each([200, 204])('%i without a body is what a DELETE may answer', async (status) => {
    const server = await httpServer((_, response) => response.writeHead(status).end());
    expect(await clientFor(server).revokeInvitation('inv-1')).toEqual({});
    expect(await clientFor(server).deleteInvitationsByScope('team', '1')).toEqual({});
  });

  test('a web page in answer to a DELETE is an error: nothing says that it was done', async () => {
    const server = await httpServer((_, response) => response.writeHead(200).end('<html></html>'));
    expect(await failure(clientFor(server).revokeInvitation('inv-1'))).toMatchObject({ code: 'invalid_response' });
  });

  test.each(['announced', 'chunked', 'compressed', 'compressed and announced'])(
    'a body that is far too large, %s, is not read',
    async (how) => {
      const mebibyte = Buffer.alloc(1024 * 1024, ' ');
      const server = await httpServer((_request, response) => {
        if (how.startsWith('compressed')) {
          const bytes = gzipSync(Buffer.alloc(64 * mebibyte.length, ' '));
          if (how.endsWith('announced')) response.setHeader('content-length', bytes.length);
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes);
          return;
        }
        if (how === 'announced') response.setHeader('content-length', 64 * mebibyte.length);
        const more = () => {
          while (!response.destroyed && response.write(mebibyte));
          response.once('drain', more);
        };
        more();
      });
      const error = await failure(clientFor(server).getInvitation('inv-1'));
      expect(error).toMatchObject({ code: 'invalid_response', attempts: 1 });
      expect(error.message).toContain('32 MiB');
      // The compressed one has arrived whole: its connection is idle, not stuck.
      if (!how.startsWith('compressed')) await expect.poll(() => server.connections(), { timeout: 2000 }).toBe(0);
    },
  );

  test('an endless error page costs no more than what is kept of it', async () => {
    const server = await httpServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'text/plain' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
        response.once('drain', more);
      };
      more();
    });
    const error = await failure(clientFor(server).getInvitation('inv-1'));
    expect(error).toMatchObject({ code: 'validation_failed', status: 400 });
    expect(String(error.body).length).toBeLessThanOrEqual(65_536);
  });
});

describe('each status has its class', () => {
  test.each([
    [400, VortexValidationError, 'validation_failed'],
    [401, VortexAuthenticationError, 'authentication_failed'],
    [403, VortexPermissionError, 'permission_denied'],
    [404, VortexNotFoundError, 'not_found'],
    [409, VortexConflictError, 'conflict'],
    [422, VortexValidationError, 'validation_failed'],
    [429, VortexRateLimitError, 'rate_limited'],
    [500, VortexServerError, 'server_error'],
    [503, VortexServerError, 'server_error'],
    [418, VortexApiError, 'api_error'],
  ])('%i', async (status, Class, code) => {
    const body = { statusCode: status, message: ['first', 'second'], error: 'Named' };
    const server = await httpServer((_, response) => json(response, status, body, { 'x-request-id': 'req-1' }));
    const error = await failure(clientFor(server, ONCE).getInvitation('inv-1'));
    expect(error).toBeInstanceOf(Class);
    expect(error.name).toBe(Class.name);
    expect(error).toMatchObject({ code, status, requestId: 'req-1', attempts: 1, body });
    expect(error.message).toContain('first; second');
    expect(error.message).toContain('GET /api/v1/invitations/inv-1');
  });

  test('401 names what to check', async () => {
    const server = await httpServer((_, response) => response.writeHead(401).end());
    const { message } = await failure(clientFor(server).getInvitation('inv-1'));
    expect(message).toMatch(/VORTEX_API_KEY.*environment.*revoked.*baseUrl/s);
  });

  test('404 tells a wrong base address from a missing invitation', async () => {
    const server = await httpServer((_, response) =>
      json(response, 404, { message: 'Cannot GET /x', statusCode: 404 }),
    );
    expect((await failure(clientFor(server).getInvitation('x'))).message).toContain('Check that baseUrl');
  });

  test('a server that echoes the key, a token or a secret does not get it into the error', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ1IjoxfQ.c2lnbmF0dXJl';
    const signature = `550e8400-e29b-41d4-a716-446655440000:${'0a'.repeat(32)}`;
    const echo = `key ${KEY}, part ${SECRET}, token ${token}, hook whsec_test_abc, header Bearer abc.def-1, sign ${signature}`;
    const server = await httpServer((_, response, count) => {
      if (count === 1) json(response, 400, { message: echo, nested: [{ [KEY]: KEY }] });
      // A web page in place of the API, as a proxy that wants a sign-in answers, refused or with 200.
      else response.writeHead(count === 2 ? 400 : 200, { 'content-type': 'text/html' }).end(`<p>${echo}</p>`);
    });
    for (let i = 0; i < 3; i++) {
      const error = await failure(clientFor(server).getInvitation('inv-1'));
      const printed = inspect(error, { depth: 10 });
      for (const secret of [token, 'whsec_test_abc', 'abc.def-1', '0a0a0a0a']) expect(printed).not.toContain(secret);
      expect(printed).toContain('[redacted]');
    }
  });
});

test.each([301, 302, 307, 308])('a redirect (%i) is not followed, and the key goes nowhere else', async (status) => {
  const elsewhere = await httpServer((_, response) => json(response, 200, WIRE));
  const server = await httpServer((_, response) =>
    response.writeHead(status, { location: `${elsewhere.url}/x?leak=1` }).end(),
  );
  const vortex = clientFor(server);
  for (const call of [
    () => vortex.getInvitation('inv-1'),
    () => vortex.reinvite('inv-1'),
    () => vortex.revokeInvitation('inv-1'),
  ]) {
    const error = await failure(call());
    expect(error).toMatchObject({ code: 'api_error', status, attempts: 1 });
    expect(error.message).toContain(`redirect to ${elsewhere.url}`);
    expect(error.message).toContain('Set baseUrl');
    expect(error.message).not.toContain('leak');
  }
  expect(elsewhere.requests).toHaveLength(0);
});
