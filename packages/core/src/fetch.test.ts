import { expect, test } from 'vitest';
import { vortexWebhook } from './fetch.ts';
import type { VortexWebhookOptions } from './index.ts';
import { signedWebhook } from './testing.ts';

const SECRET = 'whsec_test_fetch';

function delivery(): Request {
  const { body, headers } = signedWebhook('invitation.accepted', { secret: SECRET });
  return new Request('http://127.0.0.1/webhooks/vortex', { method: 'POST', body, headers });
}

test('a webhook in the background is answered at once, and drain waits for its handlers', async () => {
  const seen: string[] = [];
  const webhook = vortexWebhook({
    secret: SECRET,
    background: true,
    async onEvent({ type }) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      seen.push(type);
    },
  });
  expect((await webhook(delivery())).status).toBe(200);
  expect(seen).toEqual([]);
  await webhook.drain();
  expect(seen).toEqual(['invitation.accepted']);
});

test('the platform’s waitUntil is given the work, and called as the platform’s own method', async () => {
  const context = {
    work: [] as Promise<unknown>[],
    waitUntil(promise: Promise<unknown>) {
      this.work.push(promise);
    },
  };
  const webhook = vortexWebhook({ secret: SECRET, background: true, onEvent() {} });
  await webhook(delivery(), context);
  expect(context.work).toHaveLength(1);
  await Promise.all(context.work);
});

test.each([
  ['a limit that is none', { maxBodyBytes: -1 }, /maxBodyBytes/],
  ['a time that is none', { handlerTimeout: Number.NaN }, /handlerTimeout/],
  ['a secret alone', 'whsec_test_alone', /\{ secret, on \}/],
])('%s is refused when the endpoint is made', (_name, options, message) => {
  expect(() => vortexWebhook(options as VortexWebhookOptions<Request>)).toThrow(
    expect.objectContaining({ code: 'invalid_option', message: expect.stringMatching(message) }),
  );
});
