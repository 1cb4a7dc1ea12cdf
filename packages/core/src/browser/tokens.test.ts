import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { API_KEY, type RoutesServer, startRoutes } from '../../test/browser/routes-server.ts';
import { createVortexPage, readClaims, type VortexPage, type VortexTokenState } from '../browser.ts';
import { Vortex } from '../index.ts';

let server: RoutesServer;
let page: VortexPage;
beforeEach(async () => {
  server = await startRoutes({ tokenExpiresIn: '10m' });
  page = createVortexPage({ basePath: server.basePath, backoff: (attempt) => (attempt < 3 ? 5 : undefined) });
  // The clock alone is moved: timers and sockets are this machine's own.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const pass = (minutes: number): unknown => vi.setSystemTime(Date.now() + minutes * 60_000);
const refuse = (status: number, headers?: Record<string, string>) => () =>
  Response.json({ error: 'No.', code: 'forbidden' }, { status, ...(headers && { headers }) });
const settled = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code }) => code,
  );

describe('a token', () => {
  test('is asked for once, however many wait for it, and kept', async () => {
    const [one, two] = await Promise.all([page.token(), page.token()]);
    expect(one).toBe(two);
    expect(await page.token()).toBe(one);
    expect(server.seen).toEqual(['POST /token']);
  });

  test('belongs to its context and its kind', async () => {
    const team = { scope: '42', scopeType: 'team' };
    const tokens = [await page.token(), await page.token(team), await page.jwt(team)];
    expect(tokens.map((token) => readClaims(token)?.scope)).toEqual([undefined, 'team:42', '42']);
    await page.token(team);
    expect(server.seen).toHaveLength(3);
  });

  test('is renewed shortly before its end while the old one is still handed out, and waited for once that has ended', async () => {
    const first = await page.token();
    pass(8.9);
    expect(await page.token()).toBe(first);
    expect(server.seen).toHaveLength(1);
    pass(0.2);
    expect(await page.token()).toBe(first);
    await vi.waitFor(() => expect(page.tokenFor().state.token).not.toBe(first));
    expect(server.seen).toHaveLength(2);
    pass(9.6);
    const second = page.tokenFor().state.token;
    expect(await page.token()).not.toBe(second);
    expect(server.seen).toHaveLength(3);
  });

  test('of a server whose clock is hours ahead or behind is kept as long as any other', async () => {
    for (const hours of [-5, 5]) {
      const there = new Vortex(API_KEY);
      const here = Date.now();
      server.interruptions.push(() => {
        vi.setSystemTime(here + hours * 3_600_000);
        const token = there.generateToken({ user: { id: 'ada' } }, { expiresIn: '10m' });
        vi.setSystemTime(here);
        return Response.json({ token });
      });
      const token = await page.token({ componentId: String(hours) });
      pass(8);
      expect(await page.token({ componentId: String(hours) })).toBe(token);
    }
    expect(server.seen).toHaveLength(2);
  });

  test('is asked for anew with fresh, and by nobody else’s abort', async () => {
    const first = await page.token();
    pass(1);
    const ending = new AbortController();
    const [mine, theirs] = [
      page.token(undefined, { fresh: true, signal: ending.signal }),
      page.token(undefined, { fresh: true }),
    ];
    ending.abort();
    expect(await settled(mine)).toBe('aborted');
    expect(await theirs).not.toBe(first);
    expect(server.seen).toHaveLength(2);
    expect(await settled(page.token({}, { signal: AbortSignal.abort() }))).toBe('aborted');
  });

  test('that came with the page is used until its end, by its own date where the page is older', async () => {
    const vortex = new Vortex(API_KEY);
    const brought = vortex.generateToken({ user: { id: 'ada' } }, { expiresIn: '10m' });
    page.tokenFor().keep(brought);
    expect(await page.token()).toBe(brought);
    pass(9.6);
    const cached = createVortexPage({ basePath: server.basePath });
    cached.tokenFor().keep(brought);
    expect(server.seen).toEqual([]);
    expect(await cached.token()).not.toBe(brought);
  });

  test('is forgotten by clear, with whatever is on its way', async () => {
    await page.token();
    page.clear();
    expect(page.tokenFor().state).toEqual({ pending: false });
    const late = page.token();
    server.interruptions.push(() => {
      page.clear();
      return undefined;
    });
    expect(await settled(late)).toBe('aborted');
    expect(page.tokenFor().state.token).toBeUndefined();
    await page.token();
    expect(server.seen).toHaveLength(3);
  });
});

test('nobody who watches asks for a token after clear', async () => {
  const quick = createVortexPage({ basePath: server.basePath, renewAfter: 80 });
  const stop = quick.tokenFor().watch(() => {});
  await vi.waitFor(() => expect(quick.tokenFor().state.token).toBeDefined());
  quick.clear();
  await new Promise((resolve) => setTimeout(resolve, 300));
  stop();
  expect(server.seen).toHaveLength(1);
});

test.each([0, -1, Number.NaN])('renewAfter of %s makes no storm of requests', async (renewAfter) => {
  const odd = createVortexPage({ basePath: server.basePath, renewAfter });
  const stop = odd.tokenFor().watch(() => {});
  await vi.waitFor(() => expect(odd.tokenFor().state.token).toBeDefined());
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop();
  expect(server.seen).toHaveLength(1);
});

describe('a token that can not be had', () => {
  test('is asked for again a few times after a failure that may pass, then given up', async () => {
    server.interruptions.push(refuse(503), () => Promise.reject(new Error('gone')), refuse(429));
    expect(readClaims(await page.token())).toMatchObject({ user: { id: 'ada' } });
    expect(server.seen).toHaveLength(4);
    server.interruptions.push(...Array.from({ length: 9 }, () => refuse(500)));
    expect(await settled(page.token(undefined, { fresh: true }))).toBe('forbidden');
    expect(server.seen).toHaveLength(8);
  });

  test.each([400, 401, 403, 404])('is asked for once where the answer is %i', async (status) => {
    server.interruptions.push(refuse(status));
    expect(await settled(page.token())).toBe('forbidden');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen).toHaveLength(1);
    expect(page.tokenFor().state).toMatchObject({ token: undefined, error: { status } });
  });

  test('leaves the old one in use while that lives, unless the user may not have one any more', async () => {
    const first = await page.token();
    server.interruptions.push(...Array.from({ length: 4 }, () => refuse(500)));
    await settled(page.token(undefined, { fresh: true }));
    expect(page.tokenFor().state).toMatchObject({ token: first, error: { status: 500 } });
    server.interruptions.push(refuse(401));
    await settled(page.token(undefined, { fresh: true }));
    expect(page.tokenFor().state.token).toBeUndefined();
  });

  test('is not asked for before the server’s Retry-After is over', async () => {
    const began = performance.now();
    server.interruptions.push(refuse(429, { 'retry-after': '1' }));
    await page.token();
    expect(performance.now() - began).toBeGreaterThan(990);
    expect(server.seen).toHaveLength(2);
    // Longer than anybody waits for: the call ends, and the next ones without a request.
    server.interruptions.push(refuse(503, { 'retry-after': '300' }));
    const team = { scope: '42', scopeType: 'team' };
    expect(await settled(page.token(team))).toBe('forbidden');
    expect(await settled(page.token(team))).toBe('forbidden');
    expect(server.seen).toHaveLength(3);
    pass(5.1);
    expect(await settled(page.token(team))).toBe('done');
  });
});

describe('whoever watches', () => {
  test('is told of each change, and nothing after they have stopped', async () => {
    const states: VortexTokenState[] = [];
    const stop = page.tokenFor().watch((state) => states.push(state));
    await page.token();
    expect(states.map(({ token, pending }) => [token !== undefined, pending])).toEqual([
      [false, true],
      [true, false],
    ]);
    stop();
    page.clear();
    await page.token();
    expect(states).toHaveLength(2);
    expect(server.seen).toHaveLength(2);
  });

  test('causes one request however many they are, and none after a refusal', async () => {
    server.interruptions.push(refuse(403));
    const stops = [1, 2, 3].map(() => page.tokenFor().watch(() => {}));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.seen).toHaveLength(1);
    for (const stop of stops) stop();
  });
});

test('a timer from before a refusal asks nothing after it', async () => {
  const renewing = createVortexPage({ basePath: server.basePath, renewAfter: 150 });
  const stop = renewing.tokenFor().watch(() => {});
  await renewing.token();
  server.interruptions.push(refuse(401));
  expect(await settled(renewing.token(undefined, { fresh: true }))).toBe('forbidden');
  pass(1);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(server.seen).toHaveLength(2);
  stop();
});

test('claims are read with their letters, and of what is no token nothing is', () => {
  const token = new Vortex(API_KEY).generateToken({ user: { id: 'u', name: 'Žofie 🙂 ÿ>?' } });
  expect(readClaims(token)).toMatchObject({ user: { name: 'Žofie 🙂 ÿ>?' } });
  expect(readClaims(token, 0)).toMatchObject({ alg: 'HS256' });
  for (const none of ['', 'a.b.c', '..', 'x']) expect(readClaims(none)).toBeUndefined();
});
