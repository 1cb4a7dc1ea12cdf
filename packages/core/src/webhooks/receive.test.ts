import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, deferred, endpoint, request, SECRET, signatureOf } from '../../test/webhooks/input.ts';
import { BodyTooLarge, RawBodyUnavailable } from '../http/handler.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import { receiveWebhook } from './receive.ts';
import type { ReplayStore } from './replay-store.ts';

const unread = (): Promise<Uint8Array> => {
  throw new Error('the body was read');
};

describe('the answer to a delivery', () => {
  test('is 200 when it is handled, and the handler gets event and context', async () => {
    const accepted = vi.fn();
    const { deliver } = endpoint({ on: { 'invitation.accepted': accepted } });
    const body = bodyOf();
    const reply = await deliver({ body });
    expect(reply).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      body: { received: true },
    });
    const [event, context] = accepted.mock.calls[0] ?? [];
    expect(event).toEqual(JSON.parse(body));
    expect(context.request).toEqual({ from: 'the framework' });
    expect(context.header('x-vortex-signature')).toBe(signatureOf(body));
    expect(new TextDecoder().decode(context.rawBody)).toBe(body);
    expect(Date.now() - context.receivedAt.getTime()).toBeLessThan(5000);
    expect(context.signal.aborted).toBe(false);
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'is 405 with Allow for %s, before the body is read',
    async (method) => {
      const onError = vi.fn();
      const reply = await endpoint({ onError }).deliver({ method, body: unread });
      expect(reply).toMatchObject({ status: 405, headers: { allow: 'POST' }, body: { code: 'method_not_allowed' } });
      expect(onError).not.toHaveBeenCalled();
    },
  );

  test.each(['gzip', 'br', 'GZIP', 'gzip, identity'])(
    'is 415 for Content-Encoding %s, before the body is read',
    async (encoding) => {
      const headers = { 'content-encoding': encoding, 'x-vortex-signature': signatureOf('x') };
      expect(await endpoint({}).deliver({ headers, body: unread })).toMatchObject({
        status: 415,
        body: { code: 'unsupported_content_encoding' },
      });
    },
  );

  test('is 200 for Content-Encoding identity', async () => {
    const body = bodyOf();
    const headers = { 'content-encoding': 'Identity', 'x-vortex-signature': signatureOf(body) };
    expect(await endpoint({}).deliver({ body, headers })).toMatchObject({ status: 200 });
  });

  test('is 401 without a signature, before the body is read', async () => {
    for (const headers of [{}, { 'x-vortex-signature': '' }]) {
      expect(await endpoint({}).deliver({ headers, body: unread })).toMatchObject({
        status: 401,
        body: { code: 'signature_missing' },
      });
    }
  });

  test('is 400 for a signature sent twice, before the body is read', async () => {
    const signature = signatureOf(bodyOf());
    expect(
      await endpoint({}).deliver({ headers: { 'x-vortex-signature': `${signature}, ${signature}` }, body: unread }),
    ).toMatchObject({ status: 400, body: { code: 'signature_repeated' } });
  });

  test('is 413 for a declared length over the limit, before the body is read', async () => {
    const headers = { 'content-length': '1048577', 'x-vortex-signature': signatureOf('x') };
    expect(await endpoint({}).deliver({ headers, body: unread })).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
  });

  test('is 413 for a body over the limit however it comes, and 200 for one of exactly the limit', async () => {
    const body = bodyOf({ data: { name: 'é'.repeat(300) } });
    const bytes = new TextEncoder().encode(body);
    for (const source of [body, bytes]) {
      expect(await endpoint({ maxBodyBytes: bytes.length - 1 }).deliver({ body: source })).toMatchObject({
        status: 413,
      });
      expect(await endpoint({ maxBodyBytes: bytes.length }).deliver({ body: source })).toMatchObject({ status: 200 });
    }
    const limits: number[] = [];
    const reader = (limit: number): Promise<Uint8Array> => {
      limits.push(limit);
      return Promise.reject(new BodyTooLarge());
    };
    const headers = { 'x-vortex-signature': signatureOf('x') };
    expect(await endpoint({ maxBodyBytes: 7 }).deliver({ body: reader, headers })).toMatchObject({ status: 413 });
    expect(limits).toEqual([7]);
  });

  test('is 500 naming the fix when a parser consumed the body', async () => {
    const onError = vi.fn();
    const body = (): Promise<Uint8Array> => Promise.reject(new RawBodyUnavailable('Use express.raw().', {}));
    const reply = await endpoint({ onError }).deliver({ body, headers: { 'x-vortex-signature': signatureOf('x') } });
    expect(reply).toMatchObject({ status: 500, body: { code: 'raw_body_unavailable' } });
    expect(JSON.stringify(reply.body)).toContain('Use express.raw().');
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'raw_body_unavailable' }), expect.anything());
  });

  test('is 500 asking for the bytes when an adapter hands over a parsed object', async () => {
    expect(await receiveWebhook({ ...request(), body: JSON.parse(bodyOf()) }, { secret: SECRET })).toMatchObject({
      status: 500,
      body: { code: 'raw_body_unavailable', error: expect.stringContaining('as bytes') },
    });
  });

  test('is 400 when the connection breaks while the body arrives', async () => {
    const body = (): Promise<Uint8Array> => Promise.reject(new Error('aborted'));
    expect(await endpoint({}).deliver({ body, headers: { 'x-vortex-signature': signatureOf('x') } })).toMatchObject({
      status: 400,
      body: { code: 'body_unreadable' },
    });
  });

  test('is 401 for a signature that does not fit, and onError hears of it', async () => {
    const onError = vi.fn();
    const handler = vi.fn();
    const reply = await endpoint({ onError, onEvent: handler }).deliver({
      headers: { 'x-vortex-signature': signatureOf('another body') },
    });
    expect(reply).toMatchObject({ status: 401, body: { code: 'signature_invalid' } });
    expect(onError.mock.calls[0]?.[0]).toMatchObject({
      name: 'VortexWebhookSignatureError',
      code: 'signature_invalid',
    });
    expect(onError.mock.calls[0]?.[1]).toMatchObject({ code: 'signature_invalid', request: { from: 'the framework' } });
    expect(handler).not.toHaveBeenCalled();
  });

  test.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['an object of no kind', '{"id":"evt_1"}'],
    ['a type that is no string', '{"type":1}'],
    ['an empty type', '{"type":""}'],
    ['invalid UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ])('is 400 for a signed body that is %s', async (_, body) => {
    const onEvent = vi.fn();
    expect(await endpoint({ onEvent }).deliver({ body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_event' },
    });
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('is 400 for an event older than maxAge or without a readable timestamp, and 200 without maxAge', async () => {
    const old = bodyOf({ timestamp: new Date(Date.now() - 61_000).toISOString() });
    for (const body of [old, bodyOf({ timestamp: 'yesterday' }), bodyOf({ timestamp: undefined })]) {
      expect(await endpoint({ maxAge: 60_000 }).deliver({ body })).toMatchObject({
        status: 400,
        body: { code: 'event_too_old' },
      });
      expect(await endpoint({}).deliver({ body })).toMatchObject({ status: 200 });
    }
    expect(await endpoint({ maxAge: 60_000 }).deliver()).toMatchObject({ status: 200 });
  });

  test('is 200 for an unknown type', async () => {
    const onEvent = vi.fn();
    const onUnknownEvent = vi.fn();
    expect(
      await endpoint({ onEvent, onUnknownEvent }).deliver({ body: bodyOf({ type: 'moon.landed' }) }),
    ).toMatchObject({
      status: 200,
    });
    expect(onEvent).toHaveBeenCalledOnce();
    expect(onUnknownEvent).toHaveBeenCalledOnce();
  });

  test('is 200 with duplicate: true for an event already handled', async () => {
    const onEvent = vi.fn();
    const { deliver } = endpoint({ onEvent });
    expect((await deliver()).body).toEqual({ received: true });
    expect((await deliver()).body).toEqual({ received: true, duplicate: true });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('keeps a webhook and an analytics event with the same id apart, and bodies without an id', async () => {
    const { deliver } = endpoint({});
    const bodies = [
      bodyOf(),
      JSON.stringify({ id: 'evt_1', name: 'widget_loaded' }),
      '{"type":"member.created","data":{"n":1}}',
      '{"type":"member.created","data":{"n":2}}',
    ];
    for (const body of bodies) expect((await deliver({ body })).body).toEqual({ received: true });
    for (const body of bodies) expect((await deliver({ body })).body).toEqual({ received: true, duplicate: true });
  });

  test('is 503 with Retry-After while the same event is being handled', async () => {
    const gate = deferred();
    const onEvent = vi.fn(() => gate.promise);
    const onError = vi.fn();
    const { deliver } = endpoint({ onEvent, onError, handlerTimeout: 1000 });
    const first = deliver();
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalled());
    const second = await deliver();
    expect(second).toMatchObject({ status: 503, body: { code: 'event_in_progress' } });
    expect(Number(second.headers['retry-after'])).toBeGreaterThanOrEqual(30);
    expect(Number(second.headers['retry-after'])).toBeLessThanOrEqual(31);
    gate.resolve();
    expect(await first).toMatchObject({ status: 200 });
    expect(onEvent).toHaveBeenCalledOnce();
    expect(onError).not.toHaveBeenCalled();
  });

  test('is 503 while the store is unreachable, without running a handler', async () => {
    const onEvent = vi.fn();
    const onError = vi.fn();
    const down = (): Promise<never> => Promise.reject(new Error('connect ECONNREFUSED'));
    const replayStore: ReplayStore = { claim: down, complete: down, release: down };
    expect(await endpoint({ replayStore, onEvent, onError }).deliver()).toMatchObject({
      status: 503,
      body: { code: 'store_unavailable' },
    });
    expect(onEvent).not.toHaveBeenCalled();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({
      code: 'store_unavailable',
      cause: { message: 'connect ECONNREFUSED' },
    });
  });

  test('is 200 when the store fails after the handlers succeeded, and onError hears of it', async () => {
    const onError = vi.fn();
    const replayStore: ReplayStore = {
      claim: async () => ({ state: 'claimed', token: 't' }),
      complete: () => Promise.reject(new Error('gone')),
      release: async () => true,
    };
    expect(await endpoint({ replayStore, onError }).deliver()).toMatchObject({ status: 200 });
    expect(onError).toHaveBeenCalledOnce();
    expect(onError.mock.calls[0]?.[1]).toMatchObject({ code: 'store_unavailable', event: { id: 'evt_1' } });
  });

  test('takes the store that a function gets from the request', async () => {
    const onEvent = vi.fn();
    const shared = memoryReplayStore();
    const replayStore = vi.fn(async () => shared);
    expect(await endpoint({ replayStore, onEvent }).deliver()).toMatchObject({ status: 200 });
    const { body } = await endpoint({ replayStore, onEvent }).deliver();
    expect(body).toEqual({ received: true, duplicate: true });
    expect(onEvent).toHaveBeenCalledTimes(1);
    expect(replayStore).toHaveBeenCalledWith({ from: 'the framework' });
  });

  test('is 503 when that function fails', async () => {
    const replayStore = () => Promise.reject(new Error('no such binding'));
    expect(await endpoint({ replayStore }).deliver()).toMatchObject({
      status: 503,
      body: { code: 'store_unavailable' },
    });
  });

  test('runs the handlers at every delivery when replayStore is false', async () => {
    const onEvent = vi.fn();
    const { deliver } = endpoint({ replayStore: false, onEvent });
    await deliver();
    await deliver();
    expect(onEvent).toHaveBeenCalledTimes(2);
  });
});

describe('the secret', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('comes from VORTEX_WEBHOOK_SECRET when none is given, read at the first delivery', async () => {
    const options = {};
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
    expect(await receiveWebhook(request(), options)).toMatchObject({ status: 200 });
  });

  test('may be a list while it is rotated', async () => {
    const { deliver } = endpoint({ secret: ['whsec_test_old', 'whsec_test_new'] });
    for (const [id, secret] of [
      ['a', 'whsec_test_old'],
      ['b', 'whsec_test_new'],
    ] as const) {
      const body = bodyOf({ id });
      expect(await deliver({ body, headers: { 'x-vortex-signature': signatureOf(body, secret) } })).toMatchObject({
        status: 200,
      });
    }
    expect(await deliver()).toMatchObject({ status: 401 });
  });

  test('may come from the request, also asynchronously', async () => {
    const secret = vi.fn(async (_: { readonly from: string }) => SECRET);
    expect(await receiveWebhook(request(), { secret })).toMatchObject({ status: 200 });
    expect(secret).toHaveBeenCalledWith({ from: 'the framework' });
  });

  // In a process of its own, whose memory nothing else touches.
  test('that is another one for each of many tenants is not kept for ever', () => {
    const source = new URL('./receive.ts', import.meta.url).href;
    const script = `
      const { createHmac } = await import('node:crypto');
      const { receiveWebhook } = await import(${JSON.stringify(source)});
      const options = { secret: ({ tenant }) => 'whsec_test_' + tenant, replayStore: false };
      const body = '{"type":"member.created"}';
      const round = async (from) => {
        for (let tenant = from; tenant < from + 10_000; tenant++) {
          const signature = createHmac('sha256', 'whsec_test_' + tenant).update(body).digest('hex');
          const header = (name) => (name === 'x-vortex-signature' ? signature : undefined);
          const reply = await receiveWebhook({ method: 'POST', header, body, request: { tenant } }, options);
          if (reply.status !== 200) throw new Error(JSON.stringify(reply));
        }
        gc();
        return process.memoryUsage().heapUsed;
      };
      const before = await round(0);
      console.log((await round(10_000)) - before);`;
    const flags = ['--expose-gc', '--input-type=module', '-e', script];
    const growth = Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
    expect(growth).toBeLessThan(2_000_000);
  });

  test('when it is missing is a 500 that names the variable', async () => {
    vi.stubEnv('VORTEX_WEBHOOK_SECRET', '');
    const onError = vi.fn();
    expect(await receiveWebhook(request(), { onError })).toMatchObject({
      status: 500,
      body: { code: 'missing_webhook_secret', error: expect.stringContaining('VORTEX_WEBHOOK_SECRET') },
    });
    expect(onError).toHaveBeenCalledOnce();
  });

  test('never appears in an answer, an error or a log line', async () => {
    const lines: unknown[] = [];
    const keep = (...values: unknown[]): void => {
      lines.push(...values.map((value) => (value instanceof Error ? `${value.stack}${value.cause}` : value)));
    };
    const { deliver } = endpoint({
      onError: keep,
      logger: { error: keep },
      onEvent: () => Promise.reject(new Error('x')),
    });
    lines.push(await deliver(), await deliver({ headers: { 'x-vortex-signature': 'a'.repeat(64) } }));
    lines.push(await receiveWebhook(request(), { secret: ` ${SECRET}`, onError: keep }));
    expect(lines.length).toBeGreaterThan(5);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });
});

test.each([{ maxBodyBytes: 0 }, { maxAge: -1 }, { handlerTimeout: Number.NaN }, { handlerTimeout: 2 ** 31 }])(
  'an option that can’t be meant is a 500 that names it: %o',
  async (options) => {
    expect(await endpoint(options).deliver()).toMatchObject({
      status: 500,
      body: { code: 'invalid_option', error: expect.stringContaining(Object.keys(options)[0] ?? '') },
    });
  },
);
