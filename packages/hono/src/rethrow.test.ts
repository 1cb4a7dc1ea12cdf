import { signedWebhook } from '@vortex/core/testing';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

test("with rethrow, what the app threw goes to the app's onError", async () => {
  const seen: unknown[] = [];
  const bug = new TypeError('my own bug');
  const fail = () => {
    throw bug;
  };
  const app = new Hono()
    .all('/webhooks/vortex', vortexWebhook({ secret: 'whsec_test', onEvent: fail, rethrow: true }))
    .route('/api/vortex', vortexRoutes({ authenticate: fail, rethrow: true }))
    .onError((error, c) => {
      seen.push(error);
      return c.text('handled by the app', 500);
    });

  const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test' });
  const answers = [
    await app.request('/webhooks/vortex', { method: 'POST', headers, body }),
    await app.request('/api/vortex/token', { method: 'POST' }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('handled by the app');
  }
  expect(seen).toEqual([bug, bug]);
});
