import { listen } from '@vortex/conformance';
import { signedWebhook } from '@vortex/core/testing';
import express, { type ErrorRequestHandler } from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { vortexRoutes, vortexWebhook } from './index.ts';

test('with rethrow, what the app threw goes to next(error)', async () => {
  const seen: unknown[] = [];
  const onError: ErrorRequestHandler = (error, _req, res, _next) => {
    seen.push(error);
    res.status(500).send('handled by the app');
  };
  const bug = new TypeError('my own bug');
  const fail = () => {
    throw bug;
  };
  const app = express()
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
