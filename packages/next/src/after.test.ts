import { signedWebhook } from '@vortex/core/testing';
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external.js';
import { workUnitAsyncStorage } from 'next/dist/server/app-render/work-unit-async-storage.external.js';
import { expect, test, vi } from 'vitest';
import { vortexWebhook } from './index.ts';

vi.mock('server-only', () => ({}));
// A Next server has it there before it loads anything of Next's.
await vi.hoisted(async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  Object.assign(globalThis, { AsyncLocalStorage });
});

test('handlers in the background are handed to Next’s after(), which keeps a function alive until they end', async () => {
  const secret = 'whsec_test_next';
  const handled = vi.fn();
  const kept: Promise<unknown>[] = [];
  const { POST } = vortexWebhook({ secret, background: true, onEvent: handled });
  const { body, headers } = signedWebhook('invitation.accepted', { secret });
  const request = new Request('https://app.acme.test/webhooks/vortex', { method: 'POST', headers, body });
  // What a Next server puts around a request, as far as after() looks at it.
  const store = { afterContext: { after: (work: Promise<unknown>) => void kept.push(work) } };
  const inside = () => workUnitAsyncStorage.run({ type: 'request' } as never, () => POST(request));
  const response = await workAsyncStorage.run(store as never, inside);
  expect([response.status, kept.length, handled.mock.calls.length]).toEqual([200, 1, 0]);
  await kept[0];
  expect(handled).toHaveBeenCalledOnce();
});
