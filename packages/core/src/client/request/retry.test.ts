import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { httpServer, json } from '../../../test/client/http-server.ts';
import { clientFor, KEY, wireInvitation } from '../../../test/client/invitations.ts';
import { Vortex, type VortexRetryInfo } from '../../index.ts';
import { parseRetryAfter, waitBeforeRepeat } from './retry.ts';

const WIRE = wireInvitation('inv-1');

describe('what is repeated', () => {
  test('a GET and a DELETE after 408, 429 and 5xx, up to maxRetries', async () => {
    const server = await httpServer(({ target }, response) => json(response, Number(target.split('/').at(-1)), {}));
    const vortex = clientFor(server, { maxRetries: 1 });
    const statuses = [408, 429, 500, 502, 503, 504, 599];
    await Promise.all(
      statuses.map(async (status) => {
        const id = String(status);
        await expect(vortex.getInvitation(id)).rejects.toMatchObject({ status, attempts: 2 });
        await expect(vortex.revokeInvitation(id)).rejects.toMatchObject({ status, attempts: 2 });
        const methods = server.requests.filter(({ target }) => target.endsWith(id)).map(({ method }) => method);
        expect(methods).toEqual(['GET', 'GET', 'DELETE', 'DELETE']);
      }),
    );
  });

  test.each([400, 401, 403, 404, 409, 422])('nothing after %i', async (status) => {
    const server = await httpServer((_, response) => json(response, status, {}));
    await expect(clientFor(server).getInvitation('inv-1')).rejects.toMatchObject({ status, attempts: 1 });
  });

  test.each([
    [408, {}],
    [500, {}],
    [500, { 'retry-after': '0' }],
    [502, {}],
    [503, {}],
    [504, {}],
  ])('no POST after %i %o: it may have been executed', async (status, headers) => {
    let executed = 0;
    const server = await httpServer((_, response) => {
      executed++;
      json(response, status, {}, headers);
    });
    await expect(clientFor(server).reinvite('inv-1')).rejects.toMatchObject({ status, attempts: 1 });
    expect(executed).toBe(1);
  });

  test.each([
    [429, {}],
    [429, { 'retry-after': '0' }],
    [503, { 'retry-after': '0' }],
  ])('a POST after %i %o, with one idempotency key', async (status, headers) => {
    const server = await httpServer((_, response, count) =>
      count < 3 ? json(response, status, {}, headers) : json(response, 200, WIRE),
    );
    const vortex = clientFor(server);
    expect(await vortex.reinvite('inv-1')).toMatchObject({ id: 'inv-1' });
    const keys = server.requests.map((request) => request.headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    await vortex.reinvite('inv-1');
    expect(server.requests[3]?.headers['idempotency-key']).not.toBe(keys[0]);
    await vortex.reinvite('inv-1', { idempotencyKey: 'mine' });
    expect(server.requests[4]?.headers['idempotency-key']).toBe('mine');
  });

  test('503 then success is a success', async () => {
    const server = await httpServer((_, response, count) => json(response, count === 1 ? 503 : 200, WIRE));
    expect(await clientFor(server).getInvitation('inv-1')).toMatchObject({ id: 'inv-1' });
  });

  test('a DELETE whose first answer was lost and that then finds nothing is done', async () => {
    const server = await httpServer((_, response, count) =>
      count === 1 ? response.destroy() : json(response, 404, {}),
    );
    expect(await clientFor(server).revokeInvitation('inv-1')).toEqual({});
    expect(server.requests).toHaveLength(2);
  });

  test('a DELETE whose answer was lost, that was then told to wait, and then finds nothing is done', async () => {
    const server = await httpServer((_, response, count) => {
      if (count === 1) response.destroy();
      else json(response, count === 2 ? 429 : 404, {}, { 'retry-after': '0' });
    });
    expect(await clientFor(server).revokeInvitation('inv-1')).toEqual({});
    expect(server.requests).toHaveLength(3);
  });

  test('a DELETE that was only told to wait and then finds nothing has found nothing', async () => {
    const server = await httpServer((_, response, count) =>
      json(response, count === 1 ? 429 : 404, {}, { 'retry-after': '0' }),
    );
    await expect(clientFor(server).revokeInvitation('inv-1')).rejects.toMatchObject({ code: 'not_found', attempts: 2 });
  });

  test('with nothing left on the signal that the attempts before have waited with', async () => {
    const listening: number[] = [];
    const fetch = async (_url: string, { signal }: { signal: AbortSignal }): Promise<Response> => {
      listening.push(getEventListeners(signal, 'abort').length);
      return new Response('', { status: 503 });
    };
    const call = new Vortex({ apiKey: KEY, fetch }).getInvitation('inv-1');
    await expect(call).rejects.toMatchObject({ attempts: 3 });
    expect(listening).toEqual([listening[0], listening[0], listening[0]]);
  });

  test('with no timer left of a wait that was given up', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const fetch = async (): Promise<Response> => new Response('', { status: 503, headers: { 'retry-after': '20' } });
    const controller = new AbortController();
    const before = timers();
    let call: Promise<unknown> = Promise.resolve();
    await new Promise((onRetry) => {
      const vortex = new Vortex({ apiKey: KEY, fetch, onRetry });
      call = vortex.getInvitation('inv-1', { signal: controller.signal });
    });
    await new Promise(setImmediate);
    expect(timers()).toBeGreaterThan(before);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    expect(timers()).toBe(before);
  });

  test('as often as the call says', async () => {
    const server = await httpServer((_, response) => json(response, 500, {}));
    const vortex = clientFor(server);
    await expect(vortex.getInvitation('a', { maxRetries: 0 })).rejects.toMatchObject({ attempts: 1 });
    await expect(vortex.withOptions({ maxRetries: 1 }).getInvitation('a')).rejects.toMatchObject({ attempts: 2 });
  });
});

describe('how long it waits', () => {
  test('delays grow, and differ from call to call', async () => {
    const server = await httpServer((_, response) => json(response, 500, {}));
    const retries: VortexRetryInfo[] = [];
    await expect(
      clientFor(server, { onRetry: (info) => retries.push(info) }).getInvitation('inv-1'),
    ).rejects.toMatchObject({ attempts: 3 });
    const [first, second, third] = server.requests.map(({ at }) => at);
    const gaps = [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)];
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
    for (const [index, { delayMs }] of retries.entries()) {
      expect(gaps[index]).toBeGreaterThanOrEqual(delayMs - 2);
      expect(gaps[index]).toBeLessThan(delayMs + 250);
    }
    const waits = [1, 2, 3, 4, 5, 9].map((attempt) =>
      Array.from({ length: 200 }, () => waitBeforeRepeat(attempt, { status: undefined })),
    );
    const ranges = [250, 500, 1000, 2000, 4000, 4000];
    for (const [index, list] of waits.entries()) {
      const shortest = ranges[index] ?? 0;
      expect(Math.min(...list)).toBeGreaterThanOrEqual(shortest);
      expect(Math.max(...list)).toBeLessThanOrEqual(2 * shortest);
      expect(new Set(list).size).toBeGreaterThan(150);
    }
  });

  test.each([
    ['seconds', () => '1'],
    // A date has whole seconds: two from now are between one and two.
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('as long as a Retry-After in %s says', async (_, retryAfter) => {
    const server = await httpServer((_request, response, count) => {
      if (count === 1) json(response, 429, {}, { 'retry-after': retryAfter() });
      else json(response, 200, WIRE);
    });
    await clientFor(server).getInvitation('inv-1');
    const [first, second] = server.requests.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(950);
    expect((second ?? 0) - (first ?? 0)).toBeLessThan(2600);
  });

  test('not at all when the wait would outlast the timeout: the error says how long', async () => {
    const server = await httpServer((_, response) => json(response, 429, {}, { 'retry-after': '120' }));
    const startedAt = performance.now();
    const call = clientFor(server).createInvitation({
      widgetConfigurationId: 'c',
      target: { type: 'internal', value: 'u' },
      inviter: { userId: 'v' },
    });
    await expect(call).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 120, attempts: 1 });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test('never shorter than without a Retry-After, and not all at the same moment', () => {
    const waits = (attempt: number, retryAfterMs: number) =>
      Array.from({ length: 200 }, () => waitBeforeRepeat(attempt, { status: 429, retryAfterMs }));
    const short = waits(3, 1);
    expect(Math.min(...short)).toBeGreaterThanOrEqual(1000);
    const asked = waits(1, 5000);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(5000);
    expect(Math.max(...asked)).toBeLessThanOrEqual(5250);
    expect(new Set(asked).size).toBeGreaterThan(150);
  });

  test('nonsense in Retry-After is no Retry-After', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    expect(parseRetryAfter('3', now)).toBe(3000);
    expect(parseRetryAfter(' 0.5 ', now)).toBe(500);
    expect(parseRetryAfter('Sat, 21 Nov 2026 10:00:05 GMT', now)).toBe(5000);
    expect(parseRetryAfter('Sat, 21 Nov 2026 09:00:00 GMT', now)).toBe(0);
    for (const value of [null, '', ' ', '-1', 'soon', '2026', 'NaN']) {
      expect(parseRetryAfter(value, now)).toBe(value === '2026' ? 2_026_000 : undefined);
    }
  });
});
