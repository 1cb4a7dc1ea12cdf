import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, endpoint, signatureOf, sleep } from '../../test/webhooks/input.ts';

afterEach(() => vi.useRealTimers());

describe('a header that can’t be a signature', () => {
  test.each(['x', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `${'a'.repeat(63)}g`, `sha256=${'a'.repeat(64)}`])(
    '%s is refused before the body is read and the secret asked for',
    async (signature) => {
      const body = vi.fn(async () => new Uint8Array());
      const secret = vi.fn(() => 'whsec_test');
      const reply = await endpoint({ secret }).deliver({ body, headers: { 'x-vortex-signature': signature } });
      expect(reply).toMatchObject({ status: 401, body: { code: 'signature_invalid' } });
      expect(body).not.toHaveBeenCalled();
      expect(secret).not.toHaveBeenCalled();
    },
  );
});

describe('a body that does not arrive', () => {
  const headers = { 'x-vortex-signature': signatureOf('x') };

  test('is a 408 after bodyTimeout, and its reader is told', async () => {
    const gaveUp = vi.fn();
    const onError = vi.fn();
    const body = vi.fn((_: number, onGiveUp?: (listener: () => void) => void) => {
      onGiveUp?.(gaveUp);
      return new Promise<Uint8Array>(() => {});
    });
    const started = Date.now();
    const reply = await endpoint({ bodyTimeout: 50, onError }).deliver({ body, headers });
    expect(reply).toMatchObject({
      status: 408,
      body: { code: 'body_timeout', error: expect.stringContaining('50 ms') },
    });
    expect(Date.now() - started).toBeGreaterThanOrEqual(45);
    expect(gaveUp).toHaveBeenCalledOnce();
    expect(onError).toHaveBeenCalledOnce();
  });

  test('is given up after 30 seconds by default', async () => {
    vi.useFakeTimers();
    const replied = vi.fn();
    void endpoint({})
      .deliver({ body: () => new Promise(() => {}), headers })
      .then(replied);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(replied).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(replied).toHaveBeenCalledWith(expect.objectContaining({ status: 408 }));
  });

  test('that comes in time leaves no timer', async () => {
    vi.useFakeTimers();
    const body = bodyOf();
    const deliver = endpoint({}).deliver({
      body: async () => body,
      headers: { 'x-vortex-signature': signatureOf(body) },
    });
    expect(await deliver).toMatchObject({ status: 200 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, Number.NaN, 2 ** 31, '30s'])('%o is no bodyTimeout', async (bodyTimeout) => {
    expect(await endpoint({ bodyTimeout: bodyTimeout as number }).deliver()).toMatchObject({
      status: 500,
      body: { code: 'invalid_option', error: expect.stringContaining('bodyTimeout') },
    });
  });
});

test.each([{ status: 413 }, { statusCode: 413 }])('a framework’s own limit, %o, is a 413 of ours', async (fields) => {
  const body = (): Promise<never> => Promise.reject(Object.assign(new Error('too much'), fields));
  const headers = { 'x-vortex-signature': signatureOf('x') };
  expect(await endpoint({}).deliver({ body, headers })).toMatchObject({
    status: 413,
    body: { code: 'body_too_large' },
  });
});

describe('the log', () => {
  test('has one line of level warn a minute for what strangers send, with their number', async () => {
    vi.useFakeTimers();
    const [warn, error, onError] = [vi.fn(), vi.fn(), vi.fn()];
    const { deliver } = endpoint({ logger: { warn, error }, onError });
    const strangers = [
      { headers: {} },
      { headers: { 'x-vortex-signature': 'x' } },
      { headers: { 'x-vortex-signature': 'a'.repeat(64) } },
      { headers: { 'x-vortex-signature': 'a, b' } },
      { headers: { 'content-encoding': 'gzip' } },
      { headers: { 'x-vortex-signature': 'a'.repeat(64), 'content-length': '9999999' } },
      { headers: { 'x-vortex-signature': 'a'.repeat(64) }, body: () => Promise.reject(new Error('reset')) },
    ];
    for (const stranger of strangers) await deliver(stranger);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]?.[1]).toMatchObject({ refused: 1, code: 'signature_missing' });
    vi.setSystemTime(Date.now() + 59_999);
    await deliver({ headers: {} });
    expect(warn).toHaveBeenCalledOnce();
    vi.setSystemTime(Date.now() + 1);
    await deliver({ headers: {} });
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[1]?.[0]).toContain('7 other');
    expect(warn.mock.calls[1]?.[1]).toMatchObject({ refused: strangers.length + 1 });
    expect(error).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledTimes(strangers.length + 2);
  });

  test('has a line of level error for every failure of ours, and for a signed body that can’t be read', async () => {
    const [warn, error] = [vi.fn(), vi.fn()];
    const { deliver } = endpoint({ logger: { warn, error }, onEvent: () => Promise.reject(new Error('x')) });
    await deliver({ body: '{' });
    await deliver();
    await deliver();
    await sleep(0);
    expect(error).toHaveBeenCalledTimes(3);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a failure that any stranger can bring about', () => {
  test.each<readonly [string, Record<string, unknown>, Record<string, unknown>]>([
    ['lookup_found_nothing', { secret: () => undefined }, {}],
    ['internal_error', { secret: () => Promise.reject(new Error('x')) }, {}],
    ['raw_body_unavailable', {}, { body: async () => ({}), headers: { 'x-vortex-signature': 'a'.repeat(64) } }],
    ['invalid_option', { maxAge: -1 }, {}],
  ])('%s is at most one line of level error a minute', async (code, options, parts) => {
    vi.useFakeTimers();
    const [error, onError] = [vi.fn(), vi.fn()];
    const { deliver } = endpoint({ ...options, logger: { error }, onError });
    for (let count = 0; count < 5; count++) expect(await deliver(parts)).toMatchObject({ body: { code } });
    expect(error).toHaveBeenCalledOnce();
    expect(onError).toHaveBeenCalledTimes(5);
    vi.setSystemTime(Date.now() + 60_000);
    await deliver(parts);
    expect(error).toHaveBeenCalledTimes(2);
    expect(error.mock.calls[1]?.[0]).toContain('4 other such failures');
    expect(onError).toHaveBeenCalledTimes(6);
  });

  test('is counted for each code and each endpoint', async () => {
    const error = vi.fn();
    const found = vi.fn<() => string | undefined>(() => undefined);
    const first = endpoint({ secret: found, logger: { error } });
    await first.deliver();
    found.mockImplementation(() => {
      throw new Error('x');
    });
    await first.deliver();
    await endpoint({ secret: found, logger: { error } }).deliver();
    expect(error).toHaveBeenCalledTimes(3);
  });
});

test('nothing of a signed body that is no JSON is in its error or its line', async () => {
  const [error, onError] = [vi.fn(), vi.fn()];
  await endpoint({ logger: { error }, onError }).deliver({ body: 'ada@example.com' });
  const [told] = onError.mock.calls[0] ?? [];
  expect(told).toMatchObject({ code: 'invalid_event' });
  expect(`${inspect(told)} ${inspect(error.mock.calls)}`).not.toContain('ada@');
});

test.each([
  { background: 'false' },
  { rethrow: 1 },
  { background: null },
  { logger: true },
  { logger: null },
  { logger: 'console' },
  { onError: {} },
  { onError: null },
])('the option %o is invalid', async (options: Record<string, unknown>) => {
  expect(await endpoint({ logger: false, ...options }).deliver()).toMatchObject({
    status: 500,
    body: { code: 'invalid_option', error: expect.stringContaining(Object.keys(options)[0] ?? '') },
  });
});
