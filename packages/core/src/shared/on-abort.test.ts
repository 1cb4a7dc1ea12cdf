import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { httpServer, json } from '../../test/client/http-server.ts';
import { clientFor, wireInvitation } from '../../test/client/invitations.ts';
import { onAbort } from './on-abort.ts';

test('50 calls on one signal share one listener, which goes with the last of them', async () => {
  let held: (() => void)[] = [];
  const server = await httpServer((_, response, count) => {
    held.push(() => json(response, 200, wireInvitation('inv-1')));
    if (count < 50) return;
    for (const answer of held) answer();
    held = [];
  });
  const { signal } = new AbortController();
  const vortex = clientFor(server);
  const calls = Array.from({ length: 50 }, () => vortex.getInvitation('inv-1', { signal }));
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  await Promise.all(calls);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('everybody who still waits is told, once', () => {
  const controller = new AbortController();
  const told: string[] = [];
  const leave = onAbort(controller.signal, () => told.push('left'));
  const stop = onAbort(controller.signal, () => told.push('first'));
  onAbort(controller.signal, () => {
    told.push('second');
    // As a call does that ends while the others are told.
    stop();
  });
  leave();
  leave();
  controller.abort();
  stop();
  expect(told).toEqual(['first', 'second']);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});
