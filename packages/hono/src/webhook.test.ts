import { getRequestListener } from '@hono/node-server';
import { listen } from '@vortex/conformance';
import { createWebhookEvent, signedWebhook } from '@vortex/core/testing';
import { type Context, Hono } from 'hono';
import { validator } from 'hono/validator';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { memoryReplayStore, vortexWebhook } from './index.ts';

const SECRET = 'whsec_test_hono';
const PATH = '/webhooks/vortex';

describe('the raw bytes', () => {
  const before: [name: string, read: (c: Context) => Promise<unknown>][] = [
    ['c.req.json()', (c) => c.req.json()],
    ['c.req.text()', (c) => c.req.text()],
    ['c.req.arrayBuffer()', (c) => c.req.arrayBuffer()],
    ['c.req.blob()', (c) => c.req.blob()],
    ['c.req.json() twice', async (c) => [await c.req.json(), await c.req.json()]],
    ['c.req.parseBody(), of which older versions keep the fields', async (c) => keepFields(c, await c.req.parseBody())],
  ];
  test.each(before)('are there after %s, on a real socket', async (_name, read) => {
    const onEvent = vi.fn();
    const app = after(read).all(PATH, vortexWebhook({ secret: SECRET, onEvent }));
    const server = await listen(getRequestListener(app.fetch));
    onTestFinished(() => server.close());
    const { body, headers } = signed({ data: { targetEmail: 'zoë@exämple.test' } });
    const answer = await fetch(`${server.url}${PATH}`, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ received: true });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('are there after a JSON validator', async () => {
    const app = new Hono().all(
      PATH,
      validator('json', (value) => value),
      vortexWebhook({ secret: SECRET }),
    );
    expect((await app.request(PATH, delivery())).status).toBe(200);
  });

  const gone: [name: string, read: (c: Context) => Promise<unknown>][] = [
    ['c.req.raw', (c) => c.req.raw.text()],
    ['a reader that holds it', async (c) => c.req.raw.body?.getReader()],
    ['a form parser', (c) => c.req.formData()],
    [
      'a middleware that puts an object in place of the text',
      async (c) => {
        c.req.bodyCache.json = Promise.resolve(await c.req.raw.json());
      },
    ],
  ];
  test.each(gone)('are gone after %s, and the answer says what to change', async (name, read) => {
    const onError = vi.fn();
    const app = after(read).all(PATH, vortexWebhook({ secret: SECRET, onError }));
    const { body, headers } = signed();
    const form = name === 'a form parser';
    const answer = await app.request(PATH, {
      method: 'POST',
      headers: {
        ...headers,
        'content-length': String(body.length),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body,
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      code: 'raw_body_unavailable',
      error: expect.stringContaining('c.req.json()'),
    });
    expect(onError).toHaveBeenCalledOnce();
  });

  test('that do not all come are no parser’s fault', async () => {
    const { body, headers } = signed();
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body.slice(0, 10)));
        controller.error(new Error('reset'));
      },
    });
    const length = { 'content-length': String(body.length) };
    const request = { method: 'POST', headers: { ...headers, ...length }, body: stream, duplex: 'half' };
    const answer = await new Hono().all(PATH, vortexWebhook({ secret: SECRET })).request(PATH, request);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'body_unreadable' }]);
  });

  test('that are a part of a larger buffer are read again as they came', async () => {
    const seen = vi.fn();
    const app = new Hono()
      .use(async (c, next) => {
        await next();
        seen(await c.req.text());
      })
      .all(PATH, vortexWebhook({ secret: SECRET }));
    const { body, headers } = signed();
    const pool = new TextEncoder().encode(`of another request${body}of a third`);
    const start = 'of another request'.length;
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(pool.subarray(start, start + body.length));
        controller.close();
      },
    });
    const request = { method: 'POST', headers, body: stream, duplex: 'half' };
    expect((await app.request(PATH, request)).status).toBe(200);
    expect(seen).toHaveBeenCalledWith(body);
  });

  test.each([
    ['of a declared length', 'content-length'],
    ['in chunks', 'transfer-encoding'],
  ])('that came %s may be read again, by a handler and by middleware', async (_name, how) => {
    const onEvent = vi.fn(async (_event, { request: c }) => expect(await c.req.json()).toMatchObject({ id: 'evt_1' }));
    const seen = vi.fn();
    const app = new Hono()
      .use(async (c, next) => {
        await next();
        seen(await c.req.text());
      })
      .all(PATH, vortexWebhook({ secret: SECRET, onEvent }));
    const server = await listen(getRequestListener(app.fetch));
    onTestFinished(() => server.close());
    const { body, headers } = signed();
    const sent = how === 'content-length' ? body : new Blob([body]).stream();
    const delivery = { method: 'POST', headers, body: sent, duplex: 'half' };
    expect((await fetch(`${server.url}${PATH}`, delivery)).status).toBe(200);
    expect(onEvent).toHaveBeenCalledOnce();
    expect(seen).toHaveBeenCalledWith(body);
  });
});

describe('the secret', () => {
  test('comes from the bindings', async () => {
    const app = new Hono().all(PATH, vortexWebhook());
    expect((await app.request(PATH, delivery(), { VORTEX_WEBHOOK_SECRET: SECRET })).status).toBe(200);
    expect((await app.request(PATH, delivery(), { VORTEX_WEBHOOK_SECRET: 'whsec_test_other' })).status).toBe(401);
  });

  test('comes from a function of the context, also asynchronously', async () => {
    const app = new Hono().all(
      PATH,
      vortexWebhook<{ Bindings: { STORE: { get(): Promise<string> } } }>({ secret: (c) => c.env.STORE.get() }),
    );
    const STORE = { get: async () => SECRET };
    expect((await app.request(PATH, delivery(), { STORE })).status).toBe(200);
  });

  test('comes from the environment where there are no bindings', async () => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
    onTestFinished(() => void vi.unstubAllEnvs());
    const app = new Hono().all(PATH, vortexWebhook());
    expect((await app.request(PATH, delivery())).status).toBe(200);
    expect((await app.request(PATH, delivery('evt_2'), { incoming: {}, outgoing: {} })).status).toBe(200);
  });

  test('is missing with an answer, not with an exception', async () => {
    const answer = await new Hono().all(PATH, vortexWebhook()).request(PATH, delivery());
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'missing_webhook_secret' });
  });
});

test('the replay store comes from the bindings', async () => {
  type AppEnv = { Bindings: { EVENTS: ReturnType<typeof memoryReplayStore> } };
  const onEvent = vi.fn();
  const endpoint = () =>
    new Hono<AppEnv>().all(PATH, vortexWebhook<AppEnv>({ secret: SECRET, replayStore: (c) => c.env.EVENTS, onEvent }));
  const env = { EVENTS: memoryReplayStore() };
  await endpoint().request(PATH, delivery(), env);
  expect(await (await endpoint().request(PATH, delivery(), env)).json()).toEqual({ received: true, duplicate: true });
  expect(onEvent).toHaveBeenCalledOnce();
});

test('background work is handed to the execution context', async () => {
  const done = vi.fn();
  const app = new Hono().all(PATH, vortexWebhook({ secret: SECRET, background: true, onEvent: done }));
  const waited: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void waited.push(work),
    passThroughOnException() {},
    props: {},
  };
  expect((await app.request(PATH, delivery(), {}, context)).status).toBe(200);
  expect(done).not.toHaveBeenCalled();
  expect(waited).toHaveLength(1);
  await Promise.all(waited);
  expect(done).toHaveBeenCalledOnce();
});

test('without an execution context, drain() waits for it', async () => {
  const done = vi.fn();
  const webhook = vortexWebhook({ secret: SECRET, background: true, onEvent: done });
  expect((await new Hono().all(PATH, webhook).request(PATH, delivery())).status).toBe(200);
  await webhook.drain();
  expect(done).toHaveBeenCalledOnce();
});

test('headers that middleware has set stay on the answer', async () => {
  const app = new Hono()
    .use(async (c, next) => {
      c.header('x-request-id', 'r-1');
      await next();
      c.header('x-after', 'yes');
    })
    .all(PATH, vortexWebhook({ secret: SECRET }));
  const { headers } = await app.request(PATH, delivery());
  expect(Object.fromEntries(headers)).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': 'r-1',
    'x-after': 'yes',
  });
});

test('a limit that is none is refused when the endpoint is made', () => {
  expect(() => vortexWebhook({ maxBodyBytes: -1 })).toThrow(expect.objectContaining({ code: 'invalid_option' }));
});

function keepFields(c: Context, fields: object): void {
  Object.assign(c.req.bodyCache, { parsedBody: Promise.resolve(fields) });
}

/** An app in which something reads the body first. */
function after(read: (c: Context) => Promise<unknown>): Hono {
  return new Hono().use(async (c, next) => {
    await read(c);
    await next();
  });
}

function signed(fields: object = {}) {
  const event = { ...createWebhookEvent('invitation.accepted'), id: 'evt_1', ...fields };
  return signedWebhook(event, { secret: SECRET });
}

function delivery(id = 'evt_1'): RequestInit {
  const { body, headers } = signed({ id });
  return { method: 'POST', headers, body };
}
