import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { httpServer, json } from '../../test/client/http-server.ts';
import { clientFor, KEY, SECRET, wireInvitation } from '../../test/client/invitations.ts';
import { Vortex, VortexConfigError, type VortexOptions } from '../index.ts';

const WIRE = wireInvitation('inv-1');

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('the address', () => {
  test('is read from the environment when a request needs it, and an option wins over it', async () => {
    const server = await httpServer((_, response) => json(response, 200, WIRE));
    const other = await httpServer((_, response) => json(response, 200, WIRE));
    const vortex = new Vortex(KEY);
    vi.stubEnv('VORTEX_API_BASE_URL', `${server.url}/below/`);
    await vortex.getInvitation('inv-1');
    expect(server.requests[0]?.target).toBe('/below/api/v1/invitations/inv-1');
    await clientFor(other).getInvitation('inv-1');
    expect([server.requests.length, other.requests.length]).toEqual([1, 1]);
  });

  test('is Vortex Cloud’s without either', async () => {
    vi.stubEnv('VORTEX_API_BASE_URL', '');
    const urls: string[] = [];
    const fetch: VortexOptions['fetch'] = async (url) => {
      urls.push(url);
      return Response.json(WIRE);
    };
    await new Vortex({ apiKey: KEY, fetch }).getInvitation('inv-1');
    expect(urls).toEqual(['https://api.vortexsoftware.com/api/v1/invitations/inv-1']);
  });

  test.each([
    'api.example.com',
    'ftp://x.example',
    'javascript:1',
    'http://',
    '',
    'http://x.example/?a=1',
    'http://x.example/#a',
  ])('that is unusable (%j) is an error that names it, given or from the environment', async (baseUrl) => {
    expect(() => new Vortex({ apiKey: KEY, baseUrl })).toThrow(
      expect.objectContaining({
        name: 'VortexConfigError',
        code: 'invalid_option',
        message: expect.stringContaining('baseUrl'),
      }),
    );
    if (baseUrl === '') return;
    vi.stubEnv('VORTEX_API_BASE_URL', baseUrl);
    const call = new Vortex(KEY).getInvitation('inv-1');
    await expect(call).rejects.toThrow(/VORTEX_API_BASE_URL\) must be the http\(s\) root of an API/);
  });

  test.each([
    'http://user:pass-word@x.example',
    'http://pass-word@x.example',
    'http://:pass-word@x.example',
    'user:pass-word@x.example',
    'ftp://user:pass-word@x.example',
    'http://user:pass-word@x y',
    'http://x y/?token=pass-word',
  ])('%s is refused, and not printed, since it may hold a password', (baseUrl) => {
    let thrown: unknown;
    try {
      new Vortex({ apiKey: KEY, baseUrl });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'invalid_option', message: expect.stringContaining('baseUrl') });
    expect(inspect(thrown, { showHidden: true })).not.toContain('pass-word');
  });
});

test.each<[string, object]>([
  ['timeout', { timeout: 0 }],
  ['timeout', { timeout: -5 }],
  ['timeout', { timeout: Number.NaN }],
  ['timeout', { timeout: '10' }],
  ['maxRetries', { maxRetries: -1 }],
  ['maxRetries', { maxRetries: 1.5 }],
  ['headers', { headers: { 'bad name': 'x' } }],
  ['headers', { headers: { 'x-a': 'secret-value\r\nX-B: 1' } }],
  ['headers', { headers: { 'X-Api-Key': 'secret-value' } }],
  ['headers', { headers: { 'x-a': 'secret-value ☃' } }],
])('%s that makes no sense is refused, for the client and for a call', async (name, options) => {
  const server = await httpServer((_, response) => json(response, 200, WIRE));
  const refused = expect.objectContaining({
    code: 'invalid_option',
    message: expect.stringContaining(`option ${name}`),
  });
  expect(() => clientFor(server, options as VortexOptions)).toThrow(refused);
  await expect(clientFor(server).getInvitation('a', options)).rejects.toEqual(refused);
  await expect(clientFor(server).getInvitation('a', options)).rejects.not.toThrow('secret-value');
  expect(server.requests).toHaveLength(0);
});

describe('the key', () => {
  test('that is missing rejects the call and names the variable', async () => {
    vi.stubEnv('VORTEX_API_KEY', '');
    const vortex = new Vortex({ baseUrl: 'http://127.0.0.1:9' });
    await expect(vortex.getInvitation('inv-1')).rejects.toMatchObject({ code: 'missing_api_key' });
  });

  test('that can sign but not travel in a header is refused without being printed', async () => {
    const vortex = new Vortex({ apiKey: 'VRTX.VQ6EAOKbQdSnFkRmVUQAAA.kéy-Ω-😀', baseUrl: 'http://127.0.0.1:9' });
    expect(vortex.sign({ id: 'u' })).toMatch(/^550e8400/);
    const error: unknown = await vortex.getInvitation('inv-1').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VortexConfigError);
    expect(inspect(error, { showHidden: true })).not.toContain('Ω');
  });

  test('shows in no form of a client that has options and has made calls', async () => {
    const server = await httpServer((_, response) => json(response, 200, WIRE));
    const vortex = clientFor(server, { headers: { authorization: 'Bearer proxy-password' } }).withOptions({
      timeout: 5000,
    });
    await vortex.getInvitation('inv-1');
    const printed = `${inspect(vortex, { showHidden: true, depth: 20, getters: true })}${JSON.stringify(vortex)}`;
    expect(printed).not.toContain(SECRET);
    expect(printed).not.toContain('proxy-password');
  });
});

test('withOptions changes what it is given and keeps the rest', async () => {
  const server = await httpServer((_, response) => json(response, 200, WIRE));
  let fetched = 0;
  const fetch: VortexOptions['fetch'] = (url, init) => {
    fetched++;
    return globalThis.fetch(url, init);
  };
  const vortex = clientFor(server, { fetch, headers: { 'x-a': '1', 'x-b': '2' } });
  const other = vortex.withOptions({ headers: { 'X-B': null, 'x-c': '3' } });
  await other.getInvitation('inv-1');
  await vortex.getInvitation('inv-1');
  expect(fetched).toBe(2);
  expect(other.sign({ id: 'u' })).toBe(vortex.sign({ id: 'u' }));
  const [first, second] = server.requests.map(({ headers }) => headers);
  expect(first).toMatchObject({ 'x-a': '1', 'x-c': '3', 'x-api-key': KEY });
  expect(first).not.toHaveProperty('x-b');
  expect(second).toMatchObject({ 'x-a': '1', 'x-b': '2' });
});

describe('hooks', () => {
  test('see each attempt, its answer and each repetition, and nothing secret', async () => {
    const server = await httpServer((_, response, count) =>
      json(response, count === 1 ? 429 : 200, WIRE, { 'x-request-id': `r${count}` }),
    );
    const log: unknown[] = [];
    const vortex = clientFor(server, {
      onRequest: (info) => log.push(['request', info]),
      onResponse: (info) => log.push(['response', info]),
      onRetry: (info) => log.push(['retry', info]),
    });
    await vortex.reinvite('inv-1', { idempotencyKey: 'k' });
    const base = { method: 'POST', url: `${server.url}/api/v1/invitations/inv-1/reinvite`, idempotencyKey: 'k' };
    expect(log).toEqual([
      ['request', { ...base, attempt: 1 }],
      ['response', { ...base, attempt: 1, status: 429, requestId: 'r1', durationMs: expect.any(Number) }],
      [
        'retry',
        { ...base, attempt: 1, delayMs: expect.any(Number), error: expect.objectContaining({ code: 'rate_limited' }) },
      ],
      ['request', { ...base, attempt: 2 }],
      ['response', { ...base, attempt: 2, status: 200, requestId: 'r2', durationMs: expect.any(Number) }],
    ]);
    expect(inspect(log, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  test('that throw or reject change nothing and are reported to the logger', async () => {
    const server = await httpServer((_, response) => json(response, 200, WIRE));
    const logged: unknown[] = [];
    const vortex = clientFor(server, {
      onRequest: () => {
        throw new Error('sync');
      },
      onResponse: async () => {
        throw new Error('async');
      },
      logger: { error: (message, details) => logged.push([message, String(details?.error)]) },
    });
    expect(await vortex.getInvitation('inv-1')).toMatchObject({ id: 'inv-1' });
    await expect
      .poll(() => logged)
      .toEqual([
        ['A hook of the Vortex client failed.', 'Error: sync'],
        ['A hook of the Vortex client failed.', 'Error: async'],
      ]);
  });

  test('of the logger get no address that was looked for', async () => {
    const server = await httpServer((_, response) => json(response, 200, { invitations: [] }));
    const logged: unknown[] = [];
    const logger = {
      debug: (...line: unknown[]) => logged.push(line),
      warn: (...line: unknown[]) => logged.push(line),
    };
    await clientFor(server, { logger }).getInvitationsByTarget('email', 'grace@example.com');
    expect(logged).toHaveLength(1);
    expect(inspect(logged, { depth: 10 })).not.toContain('grace');
  });
});

describe('ping', () => {
  test('says that key and Cloud are good', async () => {
    const server = await httpServer((_, response) => json(response, 200, { invitations: [] }));
    expect(await clientFor(server).ping()).toEqual({ ok: true, latencyMs: expect.any(Number) });
    expect(server.requests[0]?.method).toBe('GET');
  });

  test.each([
    ['authentication_failed', 401],
    ['server_error', 500],
    ['invalid_response', 200],
  ])('says what is wrong: %s', async (code, status) => {
    const server = await httpServer((_, response) => response.writeHead(status).end('<html>'));
    expect(await clientFor(server).ping({ maxRetries: 0 })).toMatchObject({ ok: false, error: { code } });
  });

  test('says that there is no key', async () => {
    vi.stubEnv('VORTEX_API_KEY', '');
    expect(await new Vortex().ping()).toMatchObject({ ok: false, error: { code: 'missing_api_key' } });
  });
});

test('the platform is asked not to cache or follow, but only in words it knows', async () => {
  const seen: object[] = [];
  const fetch: VortexOptions['fetch'] = async (_, init) => {
    seen.push(init);
    return Response.json(WIRE);
  };
  await new Vortex({ apiKey: KEY, fetch }).getInvitation('inv-1');
  expect(seen).toEqual([expect.objectContaining({ cache: 'no-store', redirect: 'manual' })]);
  vi.resetModules();
  // A Worker without the cache_option_enabled flag has no such property, and throws when it is set.
  vi.stubGlobal('Request', class {});
  const { Vortex: Fresh } = await import('../index.ts');
  await new Fresh({ apiKey: KEY, fetch }).getInvitation('inv-1');
  expect(seen[1]).not.toHaveProperty('cache');
});
