import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpServer } from '../../../test/client/http-server.ts';
import { clientFor, KEY, SECRET } from '../../../test/client/invitations.ts';
import { selfSigned } from '../../../test/client/self-signed.ts';
import { Vortex, VortexConnectionError, type VortexOptions } from '../../index.ts';

/** An error with what runtimes add to one. */
function failed(message: string, fields: object = {}): Error {
  return Object.assign(new Error(message), fields);
}

/** What Node's `fetch` throws over a cause. */
function fetchFailed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** What Node's sockets throw once every address of a name has failed. */
function allFailed(code: string, errors: readonly Error[]): AggregateError {
  return Object.assign(new AggregateError(errors), { code });
}

function connect(code: string): Error {
  return failed(`connect ${code} 192.0.2.1:443`, { code, syscall: 'connect' });
}

/** Ends a POST and a GET with this error, and says what became of both. */
async function ended(thrown: unknown, options: VortexOptions = {}) {
  const vortex = new Vortex({ apiKey: KEY, maxRetries: 1, fetch: () => Promise.reject(thrown), ...options });
  const of = (call: Promise<unknown>) =>
    call.then(
      () => expect.fail('the call succeeded'),
      (error: unknown) => {
        if (error instanceof VortexConnectionError) return error;
        throw error;
      },
    );
  const [post, get] = await Promise.all([of(vortex.reinvite('inv-1')), of(vortex.getInvitation('inv-1'))]);
  return { post, get, error: get };
}

describe('what never connected is repeated, a POST too', () => {
  test.concurrent.each<readonly [string, unknown]>([
    ['ETIMEDOUT of every address', fetchFailed(allFailed('ETIMEDOUT', [connect('ETIMEDOUT'), connect('ENETUNREACH')]))],
    ...[
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENETDOWN',
      'EADDRNOTAVAIL',
      'EACCES',
      'EPERM',
      'EINVAL',
      'ETIMEDOUT',
      'ECONNRESET',
    ].map((code): readonly [string, unknown] => [`${code} of connect`, fetchFailed(connect(code))]),
    ['EAI_AGAIN that names no system call', fetchFailed(failed('getaddrinfo EAI_AGAIN', { code: 'EAI_AGAIN' }))],
    ['EAI_FAIL', fetchFailed(failed('getaddrinfo EAI_FAIL', { code: 'EAI_FAIL', syscall: 'getaddrinfo' }))],
    ['a connect timeout of undici', fetchFailed(failed('Connect Timeout', { code: 'UND_ERR_CONNECT_TIMEOUT' }))],
    ['a code of Bun', failed('Unable to connect', { code: 'ConnectionRefused' })],
    ['EHOSTUNREACH of Bun', failed('EHOSTUNREACH: Was there a typo', { code: 'EHOSTUNREACH' })],
    [
      'a refusal in Deno',
      fetchFailed(
        failed('error sending request for url (https://x/): client error (Connect): tcp connect error: refused'),
      ),
    ],
  ])('%s', async (_, thrown) => {
    const { post, get } = await ended(thrown);
    expect([post.attempts, get.attempts]).toEqual([2, 2]);
    expect(post.message).not.toContain('may have taken effect');
    expect(post.idempotencyKey).toBeUndefined();
  });

  test('a name with two dead addresses', async () => {
    const server = createTcpServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const call = clientFor({ url: `http://localhost:${port}` }, { maxRetries: 1 }).reinvite('inv-1');
    await expect(call).rejects.toMatchObject({ attempts: 2, message: expect.stringContaining('(ECONNREFUSED)') });
  });
});

describe('what may have been received is repeated for a GET alone', () => {
  test.concurrent.each([
    ['a reset that names no system call', fetchFailed(failed('socket hang up', { code: 'ECONNRESET' }))],
    ['a reset', fetchFailed(failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }))],
    ['a time-out of a connection', fetchFailed(failed('read ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' }))],
    ['EHOSTUNREACH of a write', fetchFailed(failed('write', { code: 'EHOSTUNREACH', syscall: 'write' }))],
    ['one address of two that was written to', fetchFailed(allFailed('E', [connect('ETIMEDOUT'), failed('reset')]))],
    ['an end in Deno', fetchFailed(failed('client error (SendRequest): connection closed before message completed'))],
    ['no known error', failed('it broke')],
  ])('%s', async (_, thrown) => {
    const { post, get } = await ended(thrown);
    expect([post.attempts, get.attempts]).toEqual([1, 2]);
  });
});

describe('what no repetition changes is not repeated', () => {
  test.each([
    ['a certificate', fetchFailed(failed('self-signed', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))],
    ['an expired certificate', fetchFailed(failed('expired', { code: 'CERT_HAS_EXPIRED' }))],
    ['another name', fetchFailed(failed('altnames', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }))],
    ['an unknown issuer', fetchFailed(failed('issuer', { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }))],
    ['a certificate in Deno', fetchFailed(failed('client error (Connect): invalid peer certificate: UnknownIssuer'))],
    ['a permission of Deno', Object.assign(failed('Requires net access to "x:80"'), { name: 'NotCapable' })],
    ['a permission of Node', fetchFailed(failed('denied', { code: 'ERR_ACCESS_DENIED', syscall: 'connect' }))],
    ['a port that fetch blocks', fetchFailed(failed('bad port'))],
  ])('%s', async (_, thrown) => {
    const { post, get } = await ended(thrown);
    expect([post.attempts, get.attempts]).toEqual([1, 1]);
    expect(post.message).not.toContain('may have taken effect');
  });

  test('a certificate that a real server shows', async () => {
    let connections = 0;
    const server = createServer(selfSigned(), (_, response) => response.end('{}')).listen(0, '127.0.0.1');
    server.on('connection', () => connections++);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const call = clientFor({ url: `https://127.0.0.1:${port}` }).getInvitation('inv-1');
    await expect(call).rejects.toMatchObject({
      code: 'connection_failed',
      attempts: 1,
      message: expect.stringMatching(/\(DEPTH_ZERO_SELF_SIGNED_CERT\).*certificate/),
    });
    expect(connections).toBe(1);
  });
});

describe('the reason is named', () => {
  test.each([
    ['a code', fetchFailed(connect('EHOSTUNREACH')), '(EHOSTUNREACH)'],
    [
      'every code',
      fetchFailed(allFailed('ETIMEDOUT', [connect('ETIMEDOUT'), connect('ENETUNREACH')])),
      '(ETIMEDOUT, ENETUNREACH)',
    ],
    [
      'a name',
      Object.assign(failed('Requires net access'), { name: 'NotCapable' }),
      '(NotCapable: Requires net access)',
    ],
    ['a name without words', Object.assign(failed(''), { name: 'NotCapable' }), '(NotCapable)'],
    ['a cause without a code', fetchFailed(failed('bad port')), '(bad port)'],
    ['an error without a cause', new TypeError('response.text is not a function'), '(response.text is not a function)'],
    ['a string', 'no network today', '(no network today)'],
    ['an object', { message: 'odd' }, '(odd)'],
    ['nothing', undefined, '(undefined)'],
  ])('%s', async (_, thrown, reason) => {
    const { error } = await ended(thrown, { maxRetries: 0 });
    expect(error.message).toContain(`https://api.vortexsoftware.com ${reason}.`);
  });

  test('a cause that is printed shows its code and its system call', async () => {
    const { error } = await ended(connect('EHOSTUNREACH'), { maxRetries: 0 });
    expect(Object.entries(Object(error.cause))).toEqual([
      ['code', 'EHOSTUNREACH'],
      ['syscall', 'connect'],
    ]);
  });
});

describe('an error that a fetch throws hands nothing of the request on', () => {
  const carriesAll = (url: string, init: object) => {
    const inner = failed(`inner ${url} ${JSON.stringify(init)}`, { request: init, code: 'E_INNER' });
    const error = failed(`[POST] ${url} failed: ${JSON.stringify({ url, init })}`, {
      options: init,
      config: { url, init },
      cause: inner,
      toJSON: () => init,
      [inspect.custom]: () => inspect({ url, init }, { depth: 9 }),
    });
    return Promise.reject(
      Object.assign(new AggregateError([error, inner], String(error)), { name: 'FetchError', error }),
    );
  };

  test('however it is printed', async () => {
    const vortex = new Vortex({
      apiKey: KEY,
      maxRetries: 0,
      headers: { 'x-proxy-pass': 'open-sesame' },
      fetch: carriesAll,
    });
    const calls = [
      vortex.createInvitation({
        widgetConfigurationId: 'component-1',
        target: { type: 'email', value: 'grace@example.com' },
        inviter: { userId: 'user-1', name: 'Quite "a" name' },
      }),
      vortex.getInvitationsByTarget('email', 'grace@example.com'),
    ];
    for (const call of calls) {
      const error: unknown = await call.catch((reason: unknown) => reason);
      if (!(error instanceof VortexConnectionError)) throw error;
      const cause = error.cause as Error;
      const printed = [
        inspect(error, { showHidden: true, depth: 20 }),
        JSON.stringify(error),
        JSON.stringify(cause),
        error.stack,
        cause.stack,
        inspect(structuredClone(error), { depth: 20 }),
      ].join('\n');
      for (const part of [SECRET, 'grace', 'Quite', 'open-sesame', 'component-1', 'targetValue'])
        expect(printed).not.toContain(part);
      // What helps to find the fault is still there.
      expect(cause).toBeInstanceOf(Error);
      expect(cause.name).toBe('FetchError');
      expect(cause.message).toContain('failed');
      expect((cause as AggregateError).errors[1]).toMatchObject({ code: 'E_INNER' });
      expect(printed).toContain('connection.test.ts');
    }
  });

  test('and what it can not be read of does no harm', async () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
      },
    );
    const circle = failed('round');
    circle.cause = circle;
    for (const thrown of [hostile, circle, Object.create(null), Symbol('x'), 7, null]) {
      const { error } = await ended(thrown, { maxRetries: 0 });
      expect(error.code).toBe('connection_failed');
    }
  });
});

test('control characters of a server, a network or an option reach no message', async () => {
  const red = '\u001b[31mred\u001b[0m';
  const lines: string[] = [];
  const log = (message: string, details?: object) => void lines.push(message, inspect(details, { depth: 9 }));
  const server = await httpServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: [`no\n[INFO] all is well${red}`, '\u2028\u202e'] }));
  });
  const rejected: unknown = await clientFor(server)
    .getInvitation('inv-1')
    .catch((error: unknown) => error);
  const network = await ended(failed(`down\r\n${red}`), { maxRetries: 0, logger: { warn: log } });
  for (const error of [rejected, network.error]) {
    expect((error as Error).message).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect((error as Error).message).toMatch(/red/);
  }
});

test('the id of a request and the type of an answer are cleaned as bodies are', async () => {
  const seen: (string | undefined)[] = [];
  const fetch: VortexOptions['fetch'] = async () =>
    new Response('<html>', { headers: { 'content-type': `text/html; key=${KEY}`, 'x-request-id': `req-${SECRET}` } });
  const vortex = new Vortex({
    apiKey: KEY,
    fetch,
    onResponse: ({ requestId }) => seen.push(requestId),
    logger: { debug: (_, details) => seen.push(inspect(details)) },
  });
  const error: unknown = await vortex.getInvitation('inv-1').catch((reason: unknown) => reason);
  expect(`${inspect(error)}${seen}`).not.toContain(SECRET);
  expect(error).toMatchObject({
    requestId: 'req-[redacted]',
    message: expect.stringContaining('text/html; key=[redacted]'),
  });
  expect(seen[0]).toBe('req-[redacted]');
});

describe('what TLS refuses', () => {
  test.each([
    'UNSPECIFIED',
    'CA_MD_TOO_WEAK',
    'EE_KEY_TOO_SMALL',
    'CA_KEY_TOO_SMALL',
    'UNKNOWN_CERTIFICATE_VERIFICATION_ERROR',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_TLS_HANDSHAKE_TIMEOUT',
  ])('%s is never repeated, and a POST is told as not sent', async (code) => {
    const { post, get } = await ended(fetchFailed(failed('refused', { code })));
    expect([post.attempts, get.attempts]).toEqual([1, 1]);
    expect(post.message).toContain('could not be sent');
    expect(post.message).not.toContain('may have taken effect');
  });

  test('at one of several addresses is enough not to repeat', async () => {
    const refused = failed('expired', { code: 'CERT_HAS_EXPIRED' });
    const { post, get } = await ended(fetchFailed(allFailed('ETIMEDOUT', [connect('ETIMEDOUT'), refused])));
    expect([post.attempts, get.attempts]).toEqual([1, 1]);
    expect(post.message).toContain('could not be sent');

    const lost = failed('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' });
    const both = await ended(fetchFailed(allFailed('ECONNRESET', [lost, refused])));
    expect([both.post.attempts, both.get.attempts]).toEqual([1, 1]);
    expect(both.post.message).toContain('got no complete response');
  });
});

test('a key in the words of a foreign error goes no further', async () => {
  const { error } = await ended(failed('x', { code: SECRET, name: KEY, syscall: `a.${SECRET}` }));
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
  const other = await ended(failed('x', { code: 'A B', name: '1x', syscall: 'x'.repeat(65) }));
  expect(other.error.cause).toMatchObject({ name: 'Error' });
  expect(other.error.cause).not.toHaveProperty('code');
  expect(other.error.cause).not.toHaveProperty('syscall');
});
