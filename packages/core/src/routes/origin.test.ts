import { expect, test } from 'vitest';
import { handleRoute } from '../adapter.ts';

/** The status of a request for a token that a page of this origin makes, with these headers beside it. */
async function statusOf(origin: string, headers: Readonly<Record<string, string>>, trustProxy: boolean) {
  const all: Readonly<Record<string, string>> = { host: 'inner.test', origin, ...headers };
  const { status } = await handleRoute(
    { method: 'POST', pathname: '/api/vortex/jwt', query: '', header: (name) => all[name], body: '', request: {} },
    { authenticate: () => null, trustProxy },
  );
  return status;
}

test('of several forwarded hosts the first is the one the browser asked for, where a proxy is trusted', async () => {
  const headers = { 'x-forwarded-host': 'www.acme.test, proxy.acme.test' };
  expect(await statusOf('https://www.acme.test', headers, true)).toBe(401);
  expect(await statusOf('https://proxy.acme.test', headers, true)).toBe(403);
  expect(await statusOf('https://inner.test', headers, true)).toBe(403);
  expect(await statusOf('https://www.acme.test', headers, false)).toBe(403);
  expect(await statusOf('https://inner.test', headers, false)).toBe(401);
});

test('without a forwarded host, Host counts though a proxy is trusted', async () => {
  expect(await statusOf('https://inner.test', {}, true)).toBe(401);
  expect(await statusOf('https://inner.test', { 'x-forwarded-host': ' ' }, true)).toBe(401);
});
