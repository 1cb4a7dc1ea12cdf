import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import express, { type ErrorRequestHandler } from 'express';
import express4 from 'express4';
import { expect, onTestFinished, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

// Express 4 does not look at what a handler's promise rejects with.
test.each([
  ['5', express],
  ['4', express4],
])('with rethrow, what the app threw goes to next(error) of Express %s', async (_major, framework) => {
  const seen: unknown[] = [];
  const onError: ErrorRequestHandler = (error, _req, res, _next) => {
    seen.push(error);
    res.status(500).send('handled by the app');
  };
  const bug = new TypeError('my own bug');
  const fail = () => {
    throw bug;
  };
  const app = framework()
    .use(vortexWebhook({ secret: 'whsec_test', onEvent: fail, rethrow: true }))
    .use('/api/vortex', vortexRoutes({ authenticate: fail, rethrow: true }))
    .use(onError);
  const { url, close } = await listen(app);
  onTestFinished(close);

  const { body, headers } = signedWebhook('invitation.accepted', { secret: 'whsec_test' });
  const answers = [
    await fetch(`${url}/webhooks/vortex`, { method: 'POST', headers, body }),
    await fetch(`${url}/api/vortex/token`, { method: 'POST' }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(500);
    expect(await answer.text()).toBe('handled by the app');
  }
  expect(seen).toEqual([bug, bug]);
});
