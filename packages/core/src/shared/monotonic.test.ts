import { expect, test, vi } from 'vitest';
import { httpServer, json } from '../../test/client/http-server.ts';
import { clientFor, KEY, wireInvitation } from '../../test/client/invitations.ts';
import { Vortex } from '../index.ts';
import { monotonic } from './monotonic.ts';

test('a call that succeeds never reads the date: Next refuses to prerender what does', async () => {
  const durations: number[] = [];
  const vortex = new Vortex({
    apiKey: KEY,
    // Node's own fetch reads it where Next does not look.
    fetch: async () => Response.json(wireInvitation('inv-1')),
    onResponse: ({ durationMs }) => durations.push(durationMs),
  });
  const now = vi.spyOn(Date, 'now');
  await vortex.getInvitation('inv-1');
  const reads = now.mock.calls.length;
  now.mockRestore();
  expect(reads).toBe(0);
  expect(durations).toEqual([expect.any(Number)]);
});

test('a clock that is set in the middle of a call changes neither deadline nor duration', async () => {
  const durations: number[] = [];
  const server = await httpServer((_, response, count) => {
    if (count > 1) return json(response, 200, wireInvitation('inv-1'));
    vi.setSystemTime(Date.now() + 3_600_000);
    json(response, 500, {});
  });
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const vortex = clientFor(server, { timeout: 20_000, onResponse: ({ durationMs }) => durations.push(durationMs) });
    expect(await vortex.getInvitation('inv-1')).toMatchObject({ id: 'inv-1' });
  } finally {
    vi.useRealTimers();
  }
  for (const duration of durations) expect(duration).toBeLessThan(20_000);
});

test('there is a clock where there is no performance', () => {
  vi.stubGlobal('performance', undefined);
  try {
    expect(Math.abs(monotonic() - Date.now())).toBeLessThan(1000);
  } finally {
    vi.unstubAllGlobals();
  }
});
