import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { httpServer, json } from './http-server.ts';
import { clientFor, wireInvitation } from './invitations.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

async function heap(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

/** How much load. */
export interface Load {
  /** Calls at once. */
  readonly calls: number;
  /** How long a call waits that is given up, in milliseconds: the others must have failed by then. */
  readonly timeout: number;
  /** Invitations of the scope that is iterated. */
  readonly size: number;
}

/** What the client leaves behind under load. */
export function loadCases({ calls, timeout, size }: Load): void {
  test(`${calls} calls at once leave no listener, timer or socket behind, and memory is as before`, async () => {
    const warnings: string[] = [];
    const note = ({ name, message }: Error) => warnings.push(`${name}: ${message}`);
    process.on('warning', note);
    const body = wireInvitation('inv-1');
    const server = await httpServer((_, response) => json(response, 200, body));
    const vortex = clientFor(server);
    const controller = new AbortController();
    const burst = async () => {
      const answers = Array.from({ length: calls }, () => vortex.getInvitation('inv-1', { signal: controller.signal }));
      expect(new Set((await Promise.all(answers)).map(({ id }) => id))).toEqual(new Set(['inv-1']));
      server.requests.length = 0;
    };
    await burst();
    const [timersBefore, heapBefore] = [timers(), await heap()];
    await burst();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    // The pool of the runtime's fetch has a timer of its own per connection it keeps.
    await expect.poll(() => server.connections(), { timeout: 12_000, interval: 200 }).toBe(0);
    expect(timers()).toBeLessThanOrEqual(timersBefore);
    expect((await heap()) - heapBefore).toBeLessThan(4 * 1024 * 1024);
    expect(warnings).toEqual([]);
    process.off('warning', note);
  }, 40_000);

  test(`${calls} calls that fail or are given up leave nothing either`, async () => {
    const server = await httpServer((_, response, count) => {
      if (count % 2) response.destroy();
    });
    const controller = new AbortController();
    const vortex = clientFor(server, { maxRetries: 0, timeout });
    const before = timers();
    const outcomes = Array.from({ length: calls }, () => vortex.getInvitation('inv-1', { signal: controller.signal }));
    const codes = (await Promise.allSettled(outcomes)).map((result) =>
      result.status === 'rejected' ? result.reason.code : 'none',
    );
    expect(new Set(codes)).toEqual(new Set(['connection_failed', 'timeout']));
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    await expect.poll(() => server.connections(), { timeout: 12_000, interval: 200 }).toBe(0);
    expect(timers()).toBeLessThanOrEqual(before + 1);
  }, 40_000);

  test(`iterating a scope of ${size} holds one page`, async () => {
    const filler = 'x'.repeat(4000);
    const server = await httpServer(({ target }, response) => {
      const start = Number(new URL(target, 'http://x').searchParams.get('start') ?? 0);
      const page = Array.from({ length: Math.max(0, Math.min(20, size - start)) }, (_, index) =>
        wireInvitation(`inv-${start + index}`, { attributes: { filler: `${filler}${start + index}` } }),
      );
      json(response, 200, { invitations: page });
    });
    let count = 0;
    let most = 0;
    const before = await heap();
    for await (const invitation of clientFor(server).iterateInvitationsByScope('team', '7')) {
      if (invitation.id !== `inv-${count}`) expect.fail(`${invitation.id} came in place ${count}`);
      if (++count % (size / 4) === 0) {
        server.requests.length = 0;
        most = Math.max(most, (await heap()) - before);
      }
    }
    expect(count).toBe(size);
    // Every invitation is 4 KB of text.
    expect(most).toBeLessThan(6 * 1024 * 1024);
  }, 40_000);
}
