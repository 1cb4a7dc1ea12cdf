import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, request, SECRET } from '../../test/webhooks/input.ts';
import type { VerifyTokenOptions } from '../tokens/verify-token.ts';
import { verifyToken } from '../tokens/verify-token.ts';
import { Vortex } from '../vortex.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { VortexWebhookOptions } from './options.ts';
import { receiveWebhook } from './receive.ts';

type Options = VortexWebhookOptions<{ readonly from: string }>;

const KEY = 'VRTX.AAAAAAAAQACAAAAAAAAAAQ.test-secret-key-for-signing';

/** As JavaScript may pass them, whatever the types say. */
const untyped = (options: Record<string, unknown>): Options => options;

beforeEach(() => {
  vi.stubEnv('VORTEX_WEBHOOK_SECRET', SECRET);
  vi.stubEnv('VORTEX_API_KEY', KEY);
});
afterEach(() => vi.unstubAllEnvs());

describe('a look-up that finds nothing is an error of its own, and never the environment’s value', () => {
  test.each([
    ['secret', () => undefined],
    ['secret', async () => undefined],
    ['secret', () => null],
    ['secret', () => ''],
    ['secret', () => []],
    ['secret', () => [undefined]],
    ['secret', () => ['']],
    ['secret', () => [SECRET, '']],
    ['replayStore', () => undefined],
    ['replayStore', async () => null],
    ['replayStore', () => ({})],
    ['replayStore', () => false],
    ['replayScope', () => undefined],
    ['replayScope', () => ''],
  ])('%s: %s', async (name, lookUp) => {
    const onEvent = vi.fn();
    const onError = vi.fn();
    const reply = await receiveWebhook(request(), untyped({ [name]: lookUp, onEvent, onError }));
    expect(reply).toMatchObject({ status: 500, body: { code: 'lookup_found_nothing' } });
    expect(JSON.stringify(reply.body)).toContain(name);
    expect(onEvent).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledOnce();
  });

  test('a key in the array for verifyToken', async () => {
    const token = new Vortex(KEY).generateToken({ user: { id: 'ada' } });
    const verify = (keys: unknown, options?: VerifyTokenOptions): Promise<unknown> =>
      verifyToken(token, keys as string[], options);
    for (const nothing of [undefined, null, '']) {
      await expect(verify([nothing])).rejects.toMatchObject({ code: 'lookup_found_nothing' });
      await expect(verify([KEY, nothing])).rejects.toMatchObject({ code: 'lookup_found_nothing' });
    }
    await expect(verify([])).rejects.toMatchObject({ code: 'lookup_found_nothing' });
    await expect(verify(null)).rejects.toMatchObject({ code: 'missing_api_key' });
    await expect(verify(undefined)).resolves.toMatchObject({ userId: 'ada' });
  });
});

test.each([null, ''])('a secret or key of %o is missing, and not left out', async (nothing) => {
  expect(await receiveWebhook(request(), untyped({ secret: nothing }))).toMatchObject({
    status: 500,
    body: { code: 'missing_webhook_secret' },
  });
  expect(() => new Vortex({ apiKey: nothing as string }).generateToken({ user: { id: 'ada' } })).toThrow(
    expect.objectContaining({ code: 'missing_api_key' }),
  );
});

test.each([{ replayStore: null }, { replayStore: {} }, { replayScope: '' }, { replayScope: 1 }])(
  'the option %o is invalid',
  async (options) => {
    expect(await receiveWebhook(request(), untyped(options))).toMatchObject({
      status: 500,
      body: { code: 'invalid_option', error: expect.stringContaining(Object.keys(options)[0] ?? '') },
    });
  },
);

test('an option that is left out comes from the platform’s own environment before the process’s', async () => {
  vi.stubEnv('VORTEX_WEBHOOK_SECRET', 'whsec_test_of_the_process');
  const variable = vi.fn((name: string) => (name === 'VORTEX_WEBHOOK_SECRET' ? SECRET : undefined));
  const input = { ...request({ body: bodyOf() }), variable };
  expect(await receiveWebhook(input, { replayStore: memoryReplayStore() })).toMatchObject({ status: 200 });
});
