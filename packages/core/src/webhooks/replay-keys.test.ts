import { describe, expect, test, vi } from 'vitest';
import { bodyOf, request, signatureOf, sleep } from '../../test/webhooks/input.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { VortexWebhookOptions } from './options.ts';
import { receiveWebhook } from './receive.ts';
import type { ReplayStore } from './replay-store.ts';

const OLD = 'whsec_test_old';
const NEW = 'whsec_test_new';
type Options = VortexWebhookOptions<{ readonly from: string }>;

/** One process of an app: its endpoints share a store and count what they have handled. */
function app(replayStore: ReplayStore = memoryReplayStore()) {
  const onEvent = vi.fn();
  const deliver = async (secret: Options['secret'], signedWith: string, body = bodyOf(), more: Options = {}) => {
    const headers = { 'x-vortex-signature': signatureOf(body, signedWith) };
    const options = { secret, replayStore, onEvent, ...more };
    return (await receiveWebhook(request({ body, headers }), options)).body;
  };
  return { onEvent, deliver, replayStore };
}

const HANDLED = { received: true };
const DUPLICATE = { received: true, duplicate: true };

describe('events of different endpoints on one store', () => {
  test('do not suppress each other', async () => {
    const { deliver, onEvent } = app();
    expect(await deliver('whsec_test_crm', 'whsec_test_crm')).toEqual(HANDLED);
    expect(await deliver('whsec_test_mail', 'whsec_test_mail')).toEqual(HANDLED);
    expect(await deliver('whsec_test_crm', 'whsec_test_crm')).toEqual(DUPLICATE);
    expect(onEvent).toHaveBeenCalledTimes(2);
  });

  test('nor do those of tenants, whose secret comes with the request', async () => {
    const { deliver } = app();
    expect(await deliver(async () => 'whsec_test_a', 'whsec_test_a')).toEqual(HANDLED);
    expect(await deliver(async () => 'whsec_test_b', 'whsec_test_b')).toEqual(HANDLED);
  });

  test('nor those of scopes, however alike these look', async () => {
    const { deliver } = app();
    const scopes = ['a', 'b', 'a:webhook', 'a%3Awebhook', '#a', '%23a', `#${'0'.repeat(16)}`];
    for (const replayScope of scopes) expect(await deliver(OLD, OLD, bodyOf(), { replayScope })).toEqual(HANDLED);
    for (const replayScope of scopes) expect(await deliver(OLD, OLD, bodyOf(), { replayScope })).toEqual(DUPLICATE);
  });
});

describe.each([
  ['with an id', bodyOf()],
  ['without one', bodyOf({ id: undefined })],
])('an event %s is handled once while its secret is rotated', (_, body) => {
  test('before it: old, then both listed, in either order, then the new one alone', async () => {
    const { deliver, onEvent } = app();
    expect(await deliver(OLD, OLD, body)).toEqual(HANDLED);
    expect(await deliver([NEW, OLD], NEW, body)).toEqual(DUPLICATE);
    expect(await deliver([OLD, NEW], OLD, body)).toEqual(DUPLICATE);
    expect(await deliver(NEW, NEW, body)).toEqual(DUPLICATE);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('during it, also by a process that has only one of the two yet', async () => {
    const { deliver, onEvent } = app();
    expect(await deliver([NEW, OLD], OLD, body)).toEqual(HANDLED);
    expect(await deliver([NEW, OLD], NEW, body)).toEqual(DUPLICATE);
    expect(await deliver(OLD, OLD, body)).toEqual(DUPLICATE);
    expect(await deliver(NEW, NEW, body)).toEqual(DUPLICATE);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('and is given back under every name when its handler fails, or when another process has it', async () => {
    const { deliver, onEvent, replayStore } = app();
    onEvent.mockRejectedValueOnce(new Error('the database is down'));
    expect(await deliver([NEW, OLD], NEW, body)).toMatchObject({ code: 'handler_failed' });
    onEvent.mockImplementationOnce(() => sleep(50));
    const first = deliver(OLD, OLD, body);
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalledTimes(2));
    expect(await deliver([NEW, OLD], NEW, body)).toMatchObject({ code: 'event_in_progress' });
    expect(await deliver(NEW, NEW, bodyOf({ id: 'evt_2' }), { replayStore })).toEqual(HANDLED);
    expect(await first).toEqual(HANDLED);
    expect(await deliver([NEW, OLD], NEW, body)).toEqual(DUPLICATE);
  });

  test('with 20 deliveries at once under both secrets in both orders', async () => {
    const { deliver, onEvent } = app();
    onEvent.mockImplementation(() => sleep(20));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => deliver(i % 2 ? [NEW, OLD] : [OLD, NEW], i % 3 ? NEW : OLD, body)),
    );
    expect(answers.filter((answer) => 'received' in Object(answer))).toEqual([HANDLED]);
    expect(onEvent).toHaveBeenCalledOnce();
  });

  test('with replayScope also where the old secret is not listed', async () => {
    const { deliver } = app();
    const byId = { replayScope: async ({ from }: { from: string }) => from };
    expect(await deliver(OLD, OLD, body, byId)).toEqual(HANDLED);
    expect(await deliver(body.includes('evt_1') ? NEW : [NEW, OLD], NEW, body, byId)).toEqual(DUPLICATE);
  });
});

test('a store that fails at the second name is a 503, and the first is given back', async () => {
  const memory = memoryReplayStore();
  let claims = 0;
  const failing: ReplayStore = {
    ...memory,
    claim: (key, options) => (++claims === 2 ? Promise.reject(new Error('gone')) : memory.claim(key, options)),
  };
  const { deliver } = app(failing);
  expect(await deliver([NEW, OLD], NEW)).toMatchObject({ code: 'store_unavailable' });
  expect(await deliver([NEW, OLD], NEW)).toEqual(HANDLED);
});
