import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createVortexPage, readClaims, type VortexPageError, type VortexPageOptions } from '../browser.ts';
import { vortexRoutes } from '../fetch.ts';
import { Vortex } from '../index.ts';

const MINUTE = 60_000;
const vortex = new Vortex('VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing');

/** Answers in the place of the routes', one each: a status, or a response. */
let answers: (number | Response | Promise<Response>)[];
/** The body of each request that has come. */
let seen: string[];
let user: string;
/** What nobody has caught. */
let uncaught: unknown[];

const routes = vortexRoutes({
  vortex,
  logger: false,
  tokenExpiresIn: '10m',
  authenticate: () => ({ id: user, scopes: [{ type: 'team', id: '42' }] }),
});
const pageWith = (options: VortexPageOptions = {}) =>
  createVortexPage({
    basePath: 'https://app.example/api/vortex',
    backoff: (failed) => (failed < 3 ? 100 : undefined),
    async fetch(url, init) {
      seen.push(String(init.body));
      const request = new Request(url, init as RequestInit);
      const answer = answers.shift();
      return typeof answer === 'number' ? refusal(answer) : ((await answer) ?? routes(request));
    },
    ...options,
  });
const refusal = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ error: 'No.', code: 'forbidden' }, { status, headers });
const failure = (work: Promise<unknown>): Promise<VortexPageError> =>
  work.then(
    (value) => expect.unreachable(`resolved as ${JSON.stringify(value)}`),
    (error) => error,
  );
const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * MINUTE);
const setClock = (minutes: number) => vi.setSystemTime(Date.now() + minutes * MINUTE);

const theirs = process.listeners('unhandledRejection');
beforeEach(() => {
  [answers, seen, user, uncaught] = [[], [], 'ada', []];
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'], now: Date.now() });
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => uncaught.push(error));
});
afterEach(() => {
  vi.useRealTimers();
  process.removeAllListeners('unhandledRejection');
  for (const one of theirs) process.on('unhandledRejection', one);
});
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a token that could not be renewed', () => {
  test('is gone from the state at its end, and the error is there; nothing is asked for afterwards', async () => {
    const token = pageWith().tokenFor();
    const told: unknown[] = [];
    token.watch((state) => told.push(state));
    await pass(0);
    const first = token.state.token;
    answers = Array.from({ length: 99 }, () => 503);
    await pass(9.2);
    expect(token.state).toMatchObject({ token: first, error: { status: 503 }, pending: false });
    expect(seen).toHaveLength(5);
    await pass(0.5);
    expect(token.state).toMatchObject({ token: undefined, error: { status: 503 }, pending: false });
    expect(told.at(-1)).toBe(token.state);
    expect(seen).toHaveLength(9);
    await pass(600);
    expect(seen).toHaveLength(9);
  });

  test('is gone at its end where nobody watches, too, by the same state each time', async () => {
    const page = pageWith();
    await page.token();
    await pass(10);
    const { state } = page.tokenFor();
    expect(state.token).toBeUndefined();
    expect(page.tokenFor().state).toBe(state);
  });

  test('stays until another is there where the page has slept over its end', async () => {
    const token = pageWith().tokenFor();
    const tokens: unknown[] = [];
    token.watch((state) => tokens.push(state.token));
    await pass(0);
    setClock(300);
    await pass(1);
    expect(tokens).toEqual([undefined, expect.any(String), tokens[1], expect.any(String)]);
    expect(tokens[3]).not.toBe(tokens[1]);
    expect(seen).toHaveLength(2);
  });
});

describe('what the page’s own functions throw is no failure of the server:', () => {
  test('a listener’s error leaves the token, the other listeners and the requests alone', async () => {
    const page = pageWith();
    const told: boolean[] = [];
    page.tokenFor().watch(() => {
      throw new Error('mine');
    });
    page.tokenFor().watch(({ pending }) => told.push(pending));
    await pass(1);
    await soon();
    expect(readClaims(await page.token())).toMatchObject({ user: { id: 'ada' } });
    expect(page.tokenFor().state.error).toBeUndefined();
    expect(told).toEqual([false]);
    expect(seen).toHaveLength(1);
    expect(uncaught).toContainEqual(new Error('mine'));
  });

  test('onError’s error takes the place of none', async () => {
    const page = pageWith({
      onError() {
        throw new Error('mine');
      },
    });
    answers = [403];
    expect(await failure(page.token())).toMatchObject({ code: 'forbidden', status: 403 });
    await soon();
    expect(uncaught).toEqual([new Error('mine')]);
  });

  test.each(['backoff', 'headers'] as const)('%s: its error is what the call fails with, once', async (name) => {
    const page = pageWith({
      [name]: () => {
        throw new Error('mine');
      },
    });
    answers = [503];
    expect(await failure(page.token())).toEqual(new Error('mine'));
    expect(page.tokenFor().state).toMatchObject({ pending: false, error: new Error('mine') });
    await pass(60);
    expect(seen.length).toBe(name === 'backoff' ? 1 : 0);
    expect(uncaught).toEqual([]);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a backoff of %s is no storm', async (delay) => {
    answers = Array.from({ length: 99 }, () => 503);
    const work = failure(pageWith({ backoff: () => delay }).token());
    await pass(10);
    expect(await work).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
  });
});

describe('a call with fresh', () => {
  test('gets a token that was asked for after it, and so does everyone who waited for the older one', async () => {
    const page = pageWith();
    let answerOld = (_: Response): void => {};
    answers = [
      new Promise((resolve) => {
        answerOld = resolve;
      }),
    ];
    const before = page.token();
    await soon();
    user = 'bob';
    const after = page.token(undefined, { fresh: true });
    expect(readClaims(await after)).toMatchObject({ user: { id: 'bob' } });
    expect(await before).toBe(await after);
    answerOld(Response.json({ token: vortex.generateToken({ user: { id: 'ada' } }) }));
    await soon();
    expect(page.tokenFor().state).toMatchObject({ token: await after, pending: false });
    expect(seen).toHaveLength(2);
  });

  test('waits for no attempt that comes later, and calls at the same moment share one', async () => {
    const page = pageWith({ backoff: (failed) => (failed < 3 ? 9000 : undefined) });
    answers = [503];
    const before = page.token();
    await pass(0.01);
    const [one, two] = await Promise.all([1, 2].map(() => page.token(undefined, { fresh: true })));
    expect(one).toBe(two);
    expect(await before).toBe(one);
    await pass(1);
    expect(seen).toHaveLength(2);
  });
});

test('what becomes of a context’s object after a call changes nothing', async () => {
  const page = pageWith();
  const context = { scope: '42', scopeType: 'team' };
  const token = page.tokenFor(context);
  context.scope = 'another';
  expect(readClaims(await token.get())).toMatchObject({ scope: 'team:42' });
  expect(seen).toEqual(['{"context":{"scope":"42","scopeType":"team"}}']);
});

describe('an odd reply is an error with a code:', () => {
  const odd: [what: string, body: string, type?: string][] = [
    ['HTML', '<!doctype html><title>Sign in</title>', 'text/html'],
    ['nothing', ''],
    ['null', 'null'],
    ['a string', '"text"'],
    ['a number', '7'],
    ['an array', '[]'],
    ['another object', '{"ok":true}'],
    ['no string', '{"token":7,"jwt":{"a":1}}'],
    ['an empty string', '{"token":"","jwt":""}'],
  ];
  test.each(odd)('%s for a token', async (_what, body, type = 'application/json') => {
    const told: VortexPageError[] = [];
    const page = pageWith({ onError: (error) => told.push(error) });
    for (const ask of [() => page.token(), () => page.jwt(), () => page.request('POST token', [])]) {
      answers = [new Response(body, { headers: { 'content-type': type } })];
      const error = await failure(ask());
      expect(error).toMatchObject({ name: 'VortexPageError', code: 'invalid_response', status: 200 });
      expect(told.at(-1)).toBe(error);
    }
    expect(seen).toHaveLength(3);
    expect(page.tokenFor().state.token).toBeUndefined();
  });

  test.each([...odd.slice(0, -1), ['no array', '{"invitations":{"0":{}}}']])('%s for a list', async (_what, body) => {
    const { invitations, request } = pageWith();
    for (const ask of [
      () => invitations.byTarget('email', 'ada@example.com'),
      () => invitations.byScope('team', '42'),
      () => invitations.accept(['inv-1']),
      () => request('GET invitations/by-group/:scopeType/:scope', ['team', '42']),
    ]) {
      answers = [new Response(body)];
      expect(await failure(ask())).toMatchObject({ code: 'invalid_response', status: 200 });
    }
  });

  test.each(odd.slice(0, 6))('%s for an object', async (_what, body) => {
    const { invitations, autojoin, sync } = pageWith();
    for (const ask of [
      () => invitations.get('inv-1'),
      () => invitations.revoke('inv-1'),
      () => invitations.reinvite('inv-1'),
      () => autojoin.get('team', '42'),
      () => autojoin.configure('team', '42', { domains: [], componentId: 'c' }),
      () => sync({ creatorId: 'bob', targetValue: 'ada', action: 'accepted', componentId: 'c' }),
    ]) {
      answers = [new Response(body)];
      expect(await failure(ask())).toMatchObject({ code: 'invalid_response', status: 200 });
    }
  });

  test.each([
    ['of another kind', { error: { message: 'No.' }, code: 403 }],
    ['null', null],
    ['an array', ['No.']],
  ])('a refusal that is %s has a code of ours and a message', async (_what, body) => {
    answers = [Response.json(body, { status: 403 })];
    const error = await failure(pageWith().invitations.get('inv-1'));
    expect(error).toMatchObject({ code: 'api_error', status: 403, message: 'GET invitations/:id: api_error' });
  });
});

describe.each([60, -60])('on a page whose clock is %i minutes ahead', (ahead) => {
  /** Does something on the server, by its clock. */
  async function there<T>(work: () => T | Promise<T>): Promise<T> {
    setClock(-ahead);
    try {
      return await work();
    } finally {
      setClock(ahead);
    }
  }
  const sign = (expiresIn = '10m') => there(() => vortex.generateToken({ user: { id: 'ada' } }, { expiresIn }));
  const ended = (token = '') => there(() => Number(readClaims(token)?.exp) * 1000 <= Date.now());
  const skewed = () =>
    pageWith({
      fetch(url, init) {
        seen.push(String(init.body));
        return there(() => routes(new Request(url, init as RequestInit)));
      },
    });

  test('a token that came with the page is shown from the first moment, and renewed in time', async () => {
    const token = skewed().tokenFor();
    const brought = await sign();
    token.keep(brought);
    const shown: unknown[] = [];
    token.watch((state) => shown.push(state.token));
    expect(token.state.token).toBe(brought);
    for (let minute = 0; minute < 120; minute++) {
      await pass(1);
      expect(await ended(token.state.token)).toBe(false);
    }
    expect(shown).not.toContain(undefined);
    // Ahead, it looks as old as one of a page from a cache, and another is asked for once.
    expect(seen).toHaveLength(ahead > 0 ? 14 : 13);
  });

  test('a call waits for one that is certain to be new', async () => {
    const page = skewed();
    const brought = await sign();
    await pass(0.1);
    page.tokenFor().keep(brought);
    expect((await page.token()) === brought).toBe(ahead < 0);
    expect(await ended(await page.token())).toBe(false);
    expect(seen).toHaveLength(ahead > 0 ? 1 : 0);
  });

  test('however often the server renders the page again, nothing more is asked for', async () => {
    const token = skewed().tokenFor();
    token.watch(() => {});
    await pass(1);
    expect(seen).toHaveLength(1);
    for (let minute = 0; minute < 30; minute++) {
      await pass(1);
      const signed = await sign();
      token.keep(signed);
      expect(token.state).toEqual({ token: signed, error: undefined, pending: false });
    }
    expect(seen).toHaveLength(1);
  });

  test('one of a page from a cache is replaced at once, as soon as the server has signed one', async () => {
    const token = skewed().tokenFor();
    const old = await sign();
    await pass(11);
    await token.get();
    token.watch(() => {});
    token.keep(old);
    expect(await token.get()).not.toBe(old);
    expect(await ended(token.state.token)).toBe(false);
    expect(seen).toHaveLength(2);
  });
});

describe('a clock that is set back', () => {
  test('lengthens no token’s life: it is renewed before its end', async () => {
    const token = pageWith().tokenFor();
    token.watch(() => {});
    await pass(5);
    expect(seen).toHaveLength(1);
    setClock(-60);
    await pass(4.5);
    expect(seen).toHaveLength(2);
  });

  test('nor one’s that nobody watches', async () => {
    const page = pageWith();
    await page.token();
    await pass(1);
    setClock(-60);
    await pass(9);
    await page.token();
    expect(seen).toHaveLength(2);
  });

  test('and one that was set ahead for a while leaves no token for longer than it lives', async () => {
    const token = pageWith().tokenFor();
    token.watch(() => {});
    await pass(1);
    setClock(300);
    await pass(1);
    expect(seen).toHaveLength(2);
    setClock(-300);
    await pass(9.5);
    expect(seen).toHaveLength(3);
  });
});

test('who watches twice with one listener is told twice, and stopping one of them, twice, leaves the other', async () => {
  const token = pageWith().tokenFor();
  let told = 0;
  const listener = () => {
    told++;
  };
  const [one, two] = [token.watch(listener), token.watch(listener)];
  await pass(0);
  // That one is being asked for, to the first; that it is there, to both.
  expect(told).toBe(3);
  one();
  one();
  await pass(9.2);
  expect(told).toBe(5);
  expect(seen).toHaveLength(2);
  two();
  await pass(60);
  expect(seen).toHaveLength(2);
});

test('who watches a kept token is told of what changes: the token itself is in the state', async () => {
  const token = pageWith().tokenFor();
  token.keep(vortex.generateToken({ user: { id: 'ada' } }, { expiresIn: '10m' }));
  const told: unknown[] = [];
  token.watch((state) => told.push(state));
  await pass(1);
  expect(told).toEqual([]);
  expect(token.state.token).toBeDefined();
  expect(seen).toEqual([]);
});

describe('Retry-After', () => {
  test.each([
    ['7', 7],
    ['0', undefined],
    ['-5', undefined],
    ['Infinity', 100_000],
    ['9'.repeat(40), 100_000],
    ['soon', undefined],
    ['', undefined],
    [new Date(Math.floor(Date.now() / 1000 + 3600) * 1000).toUTCString(), expect.closeTo(3600, -1)],
    [new Date(0).toUTCString(), undefined],
  ])('%s is %s seconds', async (header, retryAfter) => {
    answers = [refusal(503, { 'retry-after': header, date: new Date().toUTCString() })];
    expect((await failure(pageWith().invitations.get('inv-1'))).retryAfter).toEqual(retryAfter);
  });

  test.each([-60, 60])(
    'as a date counts from the response’s own, whatever the page’s clock says (%i minutes)',
    async (off) => {
      const [date, until] = [off, off + 0.5].map((minutes) => new Date(Date.now() + minutes * MINUTE).toUTCString());
      answers = [
        refusal(503, { 'retry-after': String(until), date: String(date) }),
        refusal(503, { 'retry-after': String(until) }),
      ];
      expect((await failure(pageWith().invitations.get('inv-1'))).retryAfter).toBe(30);
      expect((await failure(pageWith().invitations.get('inv-1'))).retryAfter).toBeUndefined();
    },
  );

  test('that asks for ages ends the call, and the next ones before a request, for a day and not for ever', async () => {
    const page = pageWith();
    answers = [refusal(503, { 'retry-after': 'Infinity' })];
    expect(await failure(page.token())).toMatchObject({ status: 503 });
    expect(await failure(page.token(undefined, { fresh: true }))).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
    await pass(28 * 60);
    await page.token();
    expect(seen).toHaveLength(2);
  });
});

test('a call that has ended leaves no listener on its signal', async () => {
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  vi.spyOn(signal, 'addEventListener').mockImplementation(
    (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners.add(listener);
      add(type, listener);
    },
  );
  vi.spyOn(signal, 'removeEventListener').mockImplementation(
    (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners.delete(listener);
      remove(type, listener);
    },
  );
  const page = pageWith();
  await page.token(undefined, { signal });
  answers = [403];
  await failure(page.token(undefined, { signal, fresh: true }));
  const cleared = failure(page.token(undefined, { signal }));
  page.clear();
  expect(await cleared).toMatchObject({ code: 'aborted' });
  expect(signal.addEventListener).toHaveBeenCalledTimes(3);
  expect(listeners.size).toBe(0);
});

describe('a token that is kept while one is being asked for', () => {
  test.each([401, 503, 200])('is in use whatever that request brings: %i', async (status) => {
    const page = pageWith();
    let answer = (_: Response): void => {};
    answers = [
      new Promise((resolve) => {
        answer = resolve;
      }),
    ];
    const waiting = page.token();
    await soon();
    const mine = vortex.generateToken({ user: { id: 'bob' } }, { expiresIn: '10m' });
    page.tokenFor().keep(mine);
    expect(await waiting).toBe(mine);
    const older = Response.json({ token: vortex.generateToken({ user: { id: 'ada' } }) });
    answer(status === 200 ? older : refusal(status));
    await pass(1);
    expect(page.tokenFor().state).toEqual({ token: mine, error: undefined, pending: false });
    expect(seen).toHaveLength(1);
  });
});

test('who listens anew from within a listener is told nothing twice, and nobody of a state that is over', async () => {
  const page = pageWith();
  const token = page.tokenFor();
  await page.token();
  const told: boolean[] = [];
  let stop = token.watch(({ pending }) => {
    stop();
    stop = token.watch(() => told.push(pending));
    if (!pending) page.clear();
  });
  token.watch((state) => expect(state).toBe(token.state));
  token.keep(vortex.generateToken({ user: { id: 'bob' } }, { expiresIn: '10m' }));
  await soon();
  expect(token.state).toEqual({ pending: false });
  expect(told).toEqual([false]);
  expect(uncaught).toEqual([]);
});

describe('who stops watching', () => {
  const states: [
    what: string,
    answers: (number | Response | Promise<Response>)[],
    minutes: number,
    requests: number,
  ][] = [
    ['before the request is sent', [], -1, 0],
    ['while it is under way', [new Promise(() => {})], 0, 1],
    ['between two attempts', [503, 503, 503, 503], 0.0001, 4],
    ['after the last attempt', [503, 503, 503, 503], 1, 4],
    ['after a refusal', [401], 1, 1],
    ['with a token', [], 1, 1],
    ['while that is renewed', [Response.json({ token: 'x' }), new Promise(() => {})], 0.95, 2],
  ];
  test.each(states)('%s is told nothing more, and nothing is asked for', async (_what, given, minutes, requests) => {
    answers = given;
    const token = pageWith().tokenFor();
    const told: unknown[] = [];
    const stop = token.watch((state) => told.push(state));
    if (minutes >= 0) await pass(minutes);
    if (minutes < 0) token.clear();
    stop();
    const before = told.length;
    await pass(600);
    await soon();
    expect(told).toHaveLength(before);
    expect(seen).toHaveLength(requests);
    expect(uncaught).toEqual([]);
  });
});
