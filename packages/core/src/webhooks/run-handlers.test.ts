import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, deferred, endpoint, sleep } from '../../test/webhooks/input.ts';
import type { WebhookContext } from './handlers.ts';
import { drainWebhooks } from './run-handlers.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(() => {
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
});
afterEach(async () => {
  vi.useRealTimers();
  await sleep(5);
  expect(unhandled).toEqual([]);
});

describe('a handler that fails', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
    [
      'rejects after a while',
      async () => {
        await sleep(10);
        throw new Error('boom');
      },
    ],
  ])('(%s) is a 500 without its words, onError gets its error, and the next delivery is handled', async (_, fail) => {
    const onError = vi.fn();
    const onEvent = vi.fn<() => Promise<void>>(fail);
    const { deliver } = endpoint({ onEvent, onError });
    const reply = await deliver();
    expect(reply).toMatchObject({ status: 500, body: { code: 'handler_failed' } });
    expect(JSON.stringify(reply)).not.toContain('boom');
    expect(onError).toHaveBeenCalledOnce();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ name: 'Error', message: 'boom' });
    expect(onError.mock.calls[0]?.[1]).toMatchObject({
      code: 'handler_failed',
      event: { id: 'evt_1' },
      request: { from: 'the framework' },
      rawBody: expect.any(Uint8Array),
      receivedAt: expect.any(Date),
    });
    onEvent.mockImplementation(async () => {});
    expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  test.each([undefined, null, 'text', 0, { code: 1 }, Symbol('s')])(
    'by throwing %o gives onError an Error',
    async (thrown) => {
      const onError = vi.fn();
      const reply = await endpoint({ onEvent: () => Promise.reject(thrown), onError }).deliver();
      expect(reply).toMatchObject({ status: 500, body: { code: 'handler_failed' } });
      expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'handler_failed', cause: thrown });
    },
  );

  test('keeps the ones after it from running', async () => {
    const onEvent = vi.fn();
    await endpoint({ on: { 'invitation.accepted': () => Promise.reject(new Error('boom')) }, onEvent }).deliver();
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('is answered only after onError has finished, and an onError that fails changes nothing', async () => {
    const gate = deferred();
    const order: string[] = [];
    const { deliver } = endpoint({
      onEvent: () => Promise.reject(new Error('boom')),
      onError: async () => {
        await gate.promise;
        order.push('onError');
        throw undefined;
      },
    });
    const answered = deliver().then((reply) => {
      order.push('answer');
      return reply;
    });
    await sleep(10);
    gate.resolve();
    expect(await answered).toMatchObject({ status: 500, body: { code: 'handler_failed' } });
    expect(order).toEqual(['onError', 'answer']);
  });

  test('is written to the logger, whose own failure changes nothing', async () => {
    const error = vi.fn(() => {
      throw new Error('disk full');
    });
    const { deliver } = endpoint({ onEvent: () => Promise.reject(new Error('boom')), logger: { error } });
    expect(await deliver()).toMatchObject({ status: 500 });
    expect(error).toHaveBeenCalledWith(
      expect.stringContaining('handler failed'),
      expect.objectContaining({ event: 'evt_1' }),
    );
  });
});

describe('a handler that takes too long', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  test('is told through context.signal and answered with 500', async () => {
    const onError = vi.fn();
    const told = vi.fn();
    const onEvent = (_: unknown, context: WebhookContext): Promise<never> => {
      const { signal } = context;
      signal.addEventListener('abort', () => told(signal.reason.code));
      expect(context.signal).toBe(signal);
      return new Promise(() => {});
    };
    const { deliver } = endpoint({ onEvent, onError, handlerTimeout: 1000 });
    const answer = deliver();
    await vi.advanceTimersByTimeAsync(999);
    expect(told).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ status: 500, body: { code: 'handler_timeout' } });
    expect(told).toHaveBeenCalledExactlyOnceWith('handler_timeout');
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['handler_timeout']);
  });

  test('is not run a second time beside the first until the lease has ended, and then is', async () => {
    const onEvent = vi.fn(() => new Promise(() => {}));
    const { deliver } = endpoint({ onEvent, handlerTimeout: 1000 });
    const first = deliver();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toMatchObject({ status: 500 });
    await vi.advanceTimersByTimeAsync(29_900);
    expect(await deliver()).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(onEvent).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    void deliver();
    await vi.advanceTimersByTimeAsync(0);
    expect(onEvent).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
  });

  test('and then succeeds counts as handled', async () => {
    const gate = deferred();
    const onEvent = vi.fn(() => gate.promise);
    const { deliver } = endpoint({ onEvent, handlerTimeout: 1000 });
    const first = deliver();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toMatchObject({ status: 500 });
    gate.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(await deliver()).toMatchObject({ status: 200, body: { duplicate: true } });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('and then fails reaches onError and is handled at the next delivery', async () => {
    const gate = deferred();
    const onError = vi.fn();
    const onEvent = vi.fn<() => Promise<void>>(() => gate.promise);
    const { deliver } = endpoint({ onEvent, onError, handlerTimeout: 1000 });
    const first = deliver();
    await vi.advanceTimersByTimeAsync(1000);
    await first;
    gate.reject(undefined);
    await vi.advanceTimersByTimeAsync(0);
    expect(onError.mock.calls.map(([error]) => error.code)).toEqual(['handler_timeout', 'handler_failed']);
    onEvent.mockResolvedValue();
    expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
  });

  test('and then stops as told is no second failure, and no further handler is started', async () => {
    const onError = vi.fn();
    const onEvent = vi.fn();
    const accepted = (_: unknown, { signal }: WebhookContext): Promise<never> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { deliver } = endpoint({ on: { 'invitation.accepted': accepted }, onEvent, onError, handlerTimeout: 1000 });
    const first = deliver();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toMatchObject({ status: 500, body: { code: 'handler_timeout' } });
    expect(onError).toHaveBeenCalledOnce();
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('and succeeds late in the first of two leaves the event to the next delivery', async () => {
    const gate = deferred();
    const accepted = vi.fn(() => gate.promise);
    const onEvent = vi.fn();
    const { deliver } = endpoint({ on: { 'invitation.accepted': accepted }, onEvent, handlerTimeout: 1000 });
    const first = deliver();
    await vi.advanceTimersByTimeAsync(1000);
    await first;
    gate.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(onEvent).not.toHaveBeenCalled();
    expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('leaves no timer behind when it was in time', async () => {
    await endpoint({ onEvent: () => {} }).deliver();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('in the background', () => {
  test('the answer comes first, then the handlers run, and drainWebhooks waits for them', async () => {
    const order: string[] = [];
    const { deliver, options } = endpoint({
      background: true,
      onEvent: async () => {
        order.push('start');
        await sleep(20);
        order.push('end');
      },
    });
    expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
    order.push('answer');
    await drainWebhooks(options);
    expect(order).toEqual(['answer', 'start', 'end']);
    expect(await deliver()).toMatchObject({ status: 200, body: { duplicate: true } });
  });

  test('the platform is asked to wait, with a promise that never rejects', async () => {
    const waitUntil = vi.fn();
    const { deliver } = endpoint({ background: true, onEvent: () => Promise.reject(new Error('boom')) });
    await deliver({ waitUntil });
    expect(waitUntil).toHaveBeenCalledOnce();
    await expect(waitUntil.mock.calls[0]?.[0]).resolves.toBeUndefined();
  });

  test('a platform that can’t wait is no failure', async () => {
    const onEvent = vi.fn();
    const { deliver, options } = endpoint({ background: true, onEvent });
    const waitUntil = (): never => {
      throw new Error('This context has no ExecutionContext');
    };
    expect(await deliver({ waitUntil })).toMatchObject({ status: 200 });
    await drainWebhooks(options);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('a failure reaches onError and nothing else', async () => {
    for (const thrown of [new Error('boom'), undefined]) {
      const onError = vi.fn();
      const { deliver, options } = endpoint({ background: true, onEvent: () => Promise.reject(thrown), onError });
      expect(await deliver()).toMatchObject({ status: 200, body: { received: true } });
      await drainWebhooks(options);
      expect(onError).toHaveBeenCalledOnce();
      expect(onError.mock.calls[0]?.[1]).toMatchObject({ code: 'handler_failed' });
      expect((await deliver()).body).toEqual({ received: true });
      await drainWebhooks(options);
    }
  });

  test('what is refused is refused at once', async () => {
    const onEvent = vi.fn();
    const { deliver, options } = endpoint({ background: true, onEvent });
    expect(await deliver({ headers: { 'x-vortex-signature': '0'.repeat(64) } })).toMatchObject({ status: 401 });
    expect(await deliver({ body: 'null' })).toMatchObject({ status: 400 });
    await drainWebhooks(options);
    expect(onEvent).not.toHaveBeenCalled();
  });

  test('drainWebhooks does not wait for a hanging handler beyond its lease', async () => {
    vi.useFakeTimers();
    const onError = vi.fn();
    const { deliver, options } = endpoint({
      background: true,
      onEvent: () => new Promise(() => {}),
      onError,
      handlerTimeout: 1000,
    });
    await deliver();
    let drained = false;
    const draining = drainWebhooks(options).then(() => {
      drained = true;
    });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(onError).toHaveBeenCalledOnce();
    expect(drained).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    await draining;
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('50 deliveries of the same event at once are handled once', async () => {
  const onEvent = vi.fn(() => sleep(20));
  const { deliver } = endpoint({ onEvent });
  const replies = await Promise.all(Array.from({ length: 50 }, () => deliver({ body: bodyOf({ timestamp: 'x' }) })));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 503)).toHaveLength(49);
  expect(onEvent).toHaveBeenCalledOnce();
});
