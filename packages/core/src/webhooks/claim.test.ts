import { expect, test, vi } from 'vitest';
import { endpoint } from '../../test/webhooks/input.ts';
import { memoryReplayStore } from './memory-replay-store.ts';
import type { ReplayStore } from './replay-store.ts';

test.each<readonly [answer: unknown, kind: string]>([
  [{}, 'an unexpected object'],
  [{ state: 'Claimed', token: 'hidden' }, 'an unexpected object'],
  [{ state: 'claimed' }, 'an unexpected object'],
  [{ state: 'busy' }, 'an unexpected object'],
  [[], 'a value of type array'],
  [true, 'a value of type boolean'],
  [false, 'a value of type boolean'],
  ['hidden', 'a value of type string'],
  [undefined, 'a value of type undefined'],
  [null, 'a value of type null'],
])('a store that claims with %o is unavailable, and nothing is handled', async (answer, kind) => {
  const claim: unknown = async () => answer;
  const replayStore: ReplayStore = { ...memoryReplayStore(), claim: claim as ReplayStore['claim'] };
  const [onEvent, onError] = [vi.fn(), vi.fn()];
  const reply = await endpoint({ replayStore, onEvent, onError }).deliver();
  expect(reply).toMatchObject({
    status: 503,
    body: { code: 'store_unavailable', error: expect.stringContaining(kind) },
  });
  expect(JSON.stringify(reply)).not.toContain('hidden');
  expect(onEvent).not.toHaveBeenCalled();
  expect(onError).toHaveBeenCalledOnce();
});
