import { afterEach, expect, test, vi } from 'vitest';
import { bodyOf, deferred, endpoint, request, SECRET, signatureOf, sleep } from '../../test/webhooks/input.ts';
import type { WebhookContext } from './handlers.ts';
import { receiveWebhook } from './receive.ts';
import type { ReplayClaim, ReplayStore } from './replay-store.ts';

/** A store that notes what it is asked. */
function storeOf(answer: ReplayClaim = { state: 'claimed', token: 'token-1' }) {
  return {
    claim: vi.fn<ReplayStore['claim']>(async () => answer),
    complete: vi.fn<ReplayStore['complete']>(async () => true),
    release: vi.fn<ReplayStore['release']>(async () => true),
  };
}

afterEach(() => {
  vi.useRealTimers();
});

test('an event is claimed for a minute, and remembered for 24 hours, unless told otherwise', async () => {
  const replayStore = storeOf();
  expect(await endpoint({ replayStore }).deliver()).toMatchObject({ status: 200 });
  expect(replayStore.claim).toHaveBeenCalledWith(expect.any(String), { leaseMs: 60_000 });
  expect(replayStore.complete).toHaveBeenCalledWith(expect.any(String), 'token-1', { retainMs: 86_400_000 });
});

test('handlers have 30 seconds unless told otherwise', async () => {
  vi.useFakeTimers();
  let reply: unknown;
  const late = deferred();
  void endpoint({ replayStore: false, onEvent: () => late.promise })
    .deliver()
    .then((answer) => {
      reply = answer;
    });
  await vi.advanceTimersByTimeAsync(29_999);
  expect(reply).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(reply).toMatchObject({ status: 500, body: { code: 'handler_timeout' } });
  late.resolve();
});

test('an event that is too old is refused each time, and never claimed', async () => {
  const replayStore = storeOf();
  const { deliver } = endpoint({ replayStore, maxAge: 60_000 });
  const body = bodyOf({ timestamp: new Date(Date.now() - 61_000).toISOString() });
  for (let i = 0; i < 2; i++) {
    expect(await deliver({ body })).toMatchObject({ status: 400, body: { code: 'event_too_old' } });
  }
  expect(replayStore.claim).not.toHaveBeenCalled();
});

test('an event that is exactly as old as maxAge is not older', async () => {
  vi.useFakeTimers();
  const body = bodyOf({ timestamp: new Date(Date.now() - 60_000).toISOString() });
  expect(await endpoint({ maxAge: 60_000 }).deliver({ body })).toMatchObject({ status: 200 });
  vi.advanceTimersByTime(1);
  expect(await endpoint({ maxAge: 60_000 }).deliver({ body })).toMatchObject({ status: 400 });
});

test('maxAge says nothing of an event whose sender has a fast clock', async () => {
  const body = bodyOf({ timestamp: new Date(Date.now() + 3_600_000).toISOString() });
  expect(await endpoint({ maxAge: 60_000 }).deliver({ body })).toMatchObject({ status: 200 });
});

test.each([
  [1, '1'],
  [1_000, '1'],
  [1_001, '2'],
  [29_100, '30'],
])('an event that is being handled for another %i ms is to be sent again after %s s', async (retryAfterMs, seconds) => {
  const reply = await endpoint({ replayStore: storeOf({ state: 'busy', retryAfterMs }) }).deliver();
  expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': seconds } });
});

test.each([', ', ',', ' ,'])('two signatures joined by %j are refused', async (comma) => {
  const body = bodyOf();
  const headers = { 'x-vortex-signature': [signatureOf(body), signatureOf(body)].join(comma) };
  expect(await endpoint({}).deliver({ body, headers })).toMatchObject({
    status: 400,
    body: { code: 'signature_repeated' },
  });
});

test('a secret is looked up once the body is there, and not for one that is too long', async () => {
  const order: string[] = [];
  const secret = () => {
    order.push('secret');
    return SECRET;
  };
  const body = bodyOf();
  const read = async () => {
    order.push('body');
    return body;
  };
  const headers = { 'x-vortex-signature': signatureOf(body) };
  expect(await receiveWebhook(request({ body: read, headers }), { secret })).toMatchObject({ status: 200 });
  expect(order).toEqual(['body', 'secret']);
  expect(await receiveWebhook(request({ body: read, headers }), { secret, maxBodyBytes: 10 })).toMatchObject({
    status: 413,
  });
  expect(order).toEqual(['body', 'secret', 'body']);
});

test('a handler that first asks for its signal after the time-out is told at once', async () => {
  const seen: unknown[] = [];
  const done = deferred();
  const onEvent = async (_: unknown, context: WebhookContext): Promise<void> => {
    await sleep(40);
    seen.push(context.signal.aborted, (context.signal.reason as { code?: string }).code);
    done.resolve();
  };
  expect(await endpoint({ handlerTimeout: 10, onEvent }).deliver()).toMatchObject({ status: 500 });
  await done.promise;
  expect(seen).toEqual([true, 'handler_timeout']);
});

test('a handler of unknown events does not begin after the time-out', async () => {
  const onUnknownEvent = vi.fn();
  const done = deferred();
  const onEvent = async (): Promise<void> => {
    await sleep(40);
    done.resolve();
  };
  const { deliver } = endpoint({ handlerTimeout: 10, onEvent, onUnknownEvent });
  expect(await deliver({ body: bodyOf({ type: 'invitation.dreamt' }) })).toMatchObject({ status: 500 });
  await done.promise;
  await sleep(10);
  expect(onUnknownEvent).not.toHaveBeenCalled();
});

test.each([{ type: '' }, { type: undefined, name: '' }, { type: 1 }, { type: undefined, name: 1 }])(
  'a signed body with %o is no event',
  async (fields) => {
    const reply = await endpoint({}).deliver({ body: bodyOf(fields) });
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_event' } });
  },
);
