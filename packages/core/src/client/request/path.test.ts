import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { httpServer, json } from '../../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../../test/client/invitations.ts';
import { type ApiRequestOptions, VortexApiError } from '../../index.ts';

const ROOT = '/api/v1/invitations';

describe('an id reaches the server as one segment, or not at all', () => {
  test.each([
    ['a/b', 'a%2Fb'],
    ['%2e%2e', '%252e%252e'],
    ['%2E', '%252E'],
    ['..%2f', '..%252f'],
    ['../..', '..%2F..'],
    ['..\\..', '..%5C..'],
    ['by-scope/team/42', 'by-scope%2Fteam%2F42'],
    ['?x', '%3Fx'],
    ['#x', '%23x'],
    ['a;b', 'a%3Bb'],
    ['a\r\nX-Injected: 1', 'a%0D%0AX-Injected%3A%201'],
    ['a\0b', 'a%00b'],
    [' ', '%20'],
    ['é😀', '%C3%A9%F0%9F%98%80'],
    ['...', '...'],
    ['http://other.example', 'http%3A%2F%2Fother.example'],
    ['x'.repeat(10_240), 'x'.repeat(10_240)],
  ])('%j', async (id, segment) => {
    const server = await httpServer((_, response) => json(response, 200, wireInvitation('inv-1')));
    const vortex = clientFor(server);
    await vortex.getInvitation(id);
    await vortex.revokeInvitation(id);
    await vortex.reinvite(id);
    await vortex.deleteInvitationsByScope(id, id);
    expect(server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      `GET ${ROOT}/${segment}`,
      `DELETE ${ROOT}/${segment}`,
      `POST ${ROOT}/${segment}/reinvite`,
      `DELETE ${ROOT}/by-scope/${segment}/${segment}`,
    ]);
    expect(server.requests[0]?.headers).not.toHaveProperty('x-injected');
  });

  test.each(['', '.', '..', '\ud800', undefined, null, 42, {}, ['a']])(
    '%j is refused before any request',
    async (id) => {
      const server = await httpServer((_, response) => json(response, 200, {}));
      const vortex = clientFor(server);
      const value = id as string;
      for (const call of [
        () => vortex.getInvitation(value),
        () => vortex.revokeInvitation(value),
        () => vortex.reinvite(value),
        () => vortex.getInvitationsByScope('team', value),
        () => vortex.deleteInvitationsByScope(value, 'team'),
        () => vortex.getAutojoinDomains('team', value),
      ]) {
        await expect(call()).rejects.toMatchObject({ name: 'VortexError', code: 'invalid_argument' });
      }
      expect(server.requests).toHaveLength(0);
    },
  );

  test('whatever it holds', async () => {
    const server = await httpServer((_, response) => json(response, 200, wireInvitation('inv-1')));
    const vortex = clientFor(server, { baseUrl: `${server.url}/proxy/` });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (id) => {
        fc.pre(id !== '.' && id !== '..' && !/\p{Surrogate}/u.test(id));
        server.requests.length = 0;
        await vortex.getInvitation(id);
        const [, base, segment, ...rest] =
          /^(\/proxy\/api\/v1\/invitations\/)([^/?#]+)(.*)$/s.exec(server.requests[0]?.target ?? '') ?? [];
        expect([base, rest.join('')]).toEqual([`/proxy${ROOT}/`, '']);
        expect(decodeURIComponent(segment ?? '')).toBe(id);
      }),
      { numRuns: 200 },
    );
  });

  test('a raw path can not climb', async () => {
    const server = await httpServer((_, response) => json(response, 200, { ok: true }));
    const vortex = clientFor(server);
    const dots = ['/a/../b', '/a/%2E%2e/b', '/./a', '/a/..', '/a\\..\\b', '/.\t./x', '/a/.\r./b', '/.. ', '/.\n/x'];
    const changed = [
      '/a\\b',
      '/a b',
      '/a ',
      '/a\0',
      '/a\u001f',
      '/a\u007f',
      '/a\u00a0',
      '/a#b',
      '/a?',
      '/é',
      '/a?q=\t',
      '/"',
    ];
    for (const path of ['invitations', '', ' /a', 'http://x/a', undefined, 7, ...dots, ...changed]) {
      const call = vortex.vortexApiRequest({ method: 'DELETE', path: path as string });
      await expect(call, JSON.stringify(path)).rejects.toMatchObject({ code: 'invalid_argument' });
    }
    expect(server.requests).toHaveLength(0);
    const same = [
      '/',
      '//a',
      '/a/',
      '/a%20b',
      '/a%2Fb',
      '/a;b=1',
      '/%C3%A9',
      '/a/...',
      '/a:b@c',
      '/a?q=%23&r=../b',
      '/%',
    ];
    for (const path of same) await vortex.vortexApiRequest({ method: 'GET', path });
    expect(server.requests.map(({ target }) => target)).toEqual(same);
    server.requests.length = 0;
    await vortex.vortexApiRequest({
      method: 'GET',
      path: '/api/v1/x?a=../b',
      queryParams: { q: 'a b', n: 1, yes: true },
    });
    expect(server.requests[0]?.target).toBe('/api/v1/x?a=../b&q=a+b&n=1&yes=true');
  });
});

test('the query of a raw request, which may hold an address, is in no error', async () => {
  const request = { method: 'GET', path: '/api/v1/x?targetValue=grace%40example.com' } as const;
  const server = await httpServer((_, response) => json(response, 500, {}));
  // As Deno says it, with the whole address.
  const fetch = (url: string) => Promise.reject(new TypeError(`error sending request for url (${url})`));
  for (const options of [{}, { fetch }]) {
    const call = clientFor(server, { maxRetries: 0, ...options }).vortexApiRequest(request);
    const error: unknown = await call.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VortexApiError);
    expect(inspect(error, { depth: 10 })).toContain('/api/v1/x');
    expect(inspect(error, { depth: 10 })).not.toContain('grace');
  }
});

test('a raw request is read once: what was checked is what is sent', async () => {
  const server = await httpServer((_request, response) => json(response, 200, {}));
  const reads: string[] = [];
  const once = <Value>(name: string, first: Value, later: Value) => ({
    enumerable: true,
    get: () => {
      reads.push(name);
      return reads.indexOf(name) === reads.length - 1 ? first : later;
    },
  });
  const request: unknown = Object.defineProperties(
    {},
    {
      method: once('method', 'POST', 'PATCH'),
      path: once('path', '/a', '/../b'),
      body: once<unknown>('body', { a: 1 }, undefined),
      queryParams: once<unknown>('queryParams', Object.defineProperty({}, 'n', once<unknown>('n', 1, {})), undefined),
    },
  );
  await clientFor(server).vortexApiRequest(request as ApiRequestOptions);
  expect(server.requests).toMatchObject([{ method: 'POST', target: '/a?n=1' }]);
  expect(reads.toSorted()).toEqual(['body', 'method', 'n', 'path', 'queryParams']);
});

test.each([undefined, null, 'x'])('%s is no raw request', async (request: unknown) => {
  const server = await httpServer((_request, response) => json(response, 200, {}));
  const call = clientFor(server).vortexApiRequest(request as ApiRequestOptions);
  await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
});

test.each([
  ['another method', { method: 'PATCH', path: '/a' }],
  ['a method in lower case', { method: 'get', path: '/a' }],
  ['a GET with a body', { method: 'GET', path: '/a', body: { a: 1 } }],
  ['undefined in the query', { method: 'GET', path: '/a', queryParams: { a: undefined } }],
  ['an object in the query', { method: 'GET', path: '/a', queryParams: { a: {} } }],
  ['no number in the query', { method: 'GET', path: '/a', queryParams: { a: Number.NaN } }],
])('a raw request with %s is refused', async (_, request) => {
  const server = await httpServer((_request, response) => json(response, 200, {}));
  const call = clientFor(server).vortexApiRequest(request as ApiRequestOptions);
  await expect(call).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(server.requests).toHaveLength(0);
});

test('an address to look for is encoded, and an empty one refused', async () => {
  const server = await httpServer((_, response) => json(response, 200, { invitations: [] }));
  const vortex = clientFor(server);
  await vortex.getInvitationsByTarget('email', 'a+b&targetType=x@example.com');
  await vortex.getInvitationsByTarget('phoneNumber', '+1 555');
  await vortex.getInvitationsByTarget('username', 'ada');
  expect(server.requests.map(({ target }) => new URL(target, server.url).searchParams.toString())).toEqual([
    'targetType=email&targetValue=a%2Bb%26targetType%3Dx%40example.com',
    'targetType=phone&targetValue=%2B1+555',
    'targetType=internal&targetValue=ada',
  ]);
  await expect(vortex.getInvitationsByTarget('email', '')).rejects.toMatchObject({ code: 'invalid_argument' });
});
